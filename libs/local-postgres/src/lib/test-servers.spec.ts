import { startTestServers } from './test-servers';

describe('startTestServers', () => {
  const given = { HOOKLINE_TEST_DATABASE_URL: 'postgres://given/test' };
  const noRedis = process.env['PATH'];

  afterEach(() => {
    process.env['PATH'] = noRedis;
  });

  it('uses the servers that are given', async () => {
    const env: NodeJS.ProcessEnv = { ...given, REDIS_URL: 'redis://given' };
    const servers = await startTestServers(env);
    expect(servers.notice).toBeUndefined();
    expect(env).toEqual({
      ...given,
      REDIS_URL: 'redis://given',
      HOOKLINE_TEST_REDIS_URL: 'redis://given',
    });
    await servers.stop();
  });

  it('says that Redis tests are left out, or fails when nothing may be', async () => {
    process.env['PATH'] = '';
    const env: NodeJS.ProcessEnv = { ...given };
    const servers = await startTestServers(env);
    expect(servers.notice).toMatch(/^Redis tests are left out: .*redis-server/);
    expect(env).toEqual(given);
    await servers.stop();
    await expect(startTestServers({ ...given, HOOKLINE_REQUIRE_ALL: '1' })).rejects.toThrow(
      'Redis tests are left out',
    );
  });
});
