import { decodeId } from '../common/ids';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import { issuesOf } from './testing/issues-of';

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a user name and password in the URL', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline();
  });
  afterAll(() => pipeline.close());

  const withUser = (user: string): string => pipeline.receiver.url.replace('//', `//${user}@`);
  const create = (url: string, more = {}) =>
    pipeline.registry.create(TENANT, { name: 'basic', url, events: ['never.sent'], ...more });

  /** The `authorization` that the receiver gets now. */
  async function sent(id: string): Promise<string | undefined> {
    const { delivered } = await pipeline.registry.testEndpoint(TENANT, id);
    expect(delivered).toBe(true);
    return pipeline.receiver.requests.at(-1)?.headers.authorization;
  }

  it('SEC-S04 are sent as Basic, stored sealed, and never shown again', async () => {
    const { endpoint } = await create(withUser('planted%40user:planted%3Apass%C3%A4'));
    expect(endpoint).toMatchObject({ url: `${pipeline.receiver.url}/`, basicAuth: true });
    expect(JSON.stringify(endpoint)).not.toContain('planted');
    expect(await sent(endpoint.id)).toBe(basic('planted@user:planted:passä'));
    expect(pipeline.receiver.requests.at(-1)?.path).toBe('/');
    const [row] = await pipeline.rows<{ url: string; sealed_credentials: string }>(
      'SELECT * FROM hookline.endpoint WHERE id = $1',
      [decodeId('ep', endpoint.id)],
    );
    expect(row?.sealed_credentials).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain('planted');
  });

  it('SEC-S04 leave with the URL that they came with', async () => {
    const { endpoint } = await create(withUser('user:old'));
    const { id } = endpoint;
    const changed = await pipeline.registry.update(TENANT, id, { url: withUser('user:new') });
    expect(changed.basicAuth).toBe(true);
    expect(await sent(id)).toBe(basic('user:new'));
    const renamed = await pipeline.registry.update(TENANT, id, { name: 'renamed' });
    expect(renamed.basicAuth).toBe(true);
    expect(await sent(id)).toBe(basic('user:new'));
    const moved = await pipeline.registry.update(TENANT, id, { url: pipeline.receiver.url });
    expect(moved.basicAuth).toBe(false);
    expect(await sent(id)).toBeUndefined();
  });

  it.each([
    ['user', 'user:'],
    [':pass', ':pass'],
    ['user:a:b', 'user:a:b'],
  ])('SEC-S04 are taken as they are written: %s', async (user, pair) => {
    const { endpoint } = await create(withUser(user));
    expect(await sent(endpoint.id)).toBe(basic(pair));
  });

  it.each([
    'us%3Aer:planted',
    'user:%0d%0aplanted',
    'user:%00planted',
    'user:%ffplanted',
    'us%er:planted',
  ])('SEC-S04 are refused when Basic can’t carry them: %s', async (user) => {
    const attempt = create(withUser(user));
    expect(await issuesOf(attempt)).toEqual(['url']);
    await expect(attempt).rejects.not.toThrow('planted');
  });

  it('SEC-S04 exclude a header of the same name', async () => {
    const headers = { authorization: 'Bearer planted' };
    const url = withUser('user:planted');
    const field = ['headers.authorization'];
    expect(await issuesOf(create(url, { headers }))).toEqual(field);
    const { endpoint: plain } = await create(pipeline.receiver.url, { headers });
    expect(await issuesOf(pipeline.registry.update(TENANT, plain.id, { url }))).toEqual(field);
    const { endpoint: basicOne } = await create(url);
    const { id } = basicOne;
    expect(await issuesOf(pipeline.registry.update(TENANT, id, { headers }))).toEqual(field);
    const both = { url: pipeline.receiver.url, headers };
    expect(await pipeline.registry.update(TENANT, id, both)).toMatchObject({ basicAuth: false });
    expect(await sent(id)).toBe('Bearer planted');
  });

  it('SEC-S04 do not help a URL that is refused', async () => {
    await expect(create('http://user:planted@10.0.0.1/')).rejects.toMatchObject({
      code: 'HOOKLINE_URL_BLOCKED',
      message: expect.not.stringContaining('planted') as string,
    });
    expect(await issuesOf(create('https://us\ter:planted@receiver.example/'))).toEqual(['url']);
  });

  it('are gone with the endpoint', async () => {
    const { endpoint } = await create(withUser('user:pass'));
    await pipeline.registry.delete(TENANT, endpoint.id);
    const rows = await pipeline.rows(
      'SELECT sealed_credentials AS sealed FROM hookline.endpoint WHERE id = $1',
      [decodeId('ep', endpoint.id)],
    );
    expect(rows).toEqual([{ sealed: null }]);
  });
});
