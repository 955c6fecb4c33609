import { createServer, type AddressInfo, type Server } from 'node:net';

import { checkPostgres } from './check-postgres';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('checkPostgres', () => {
  const url = process.env['HOOKLINE_TEST_DATABASE_URL'] ?? '';

  it('answers the version of a server that can be used', async () => {
    expect(await checkPostgres(url)).toEqual({
      reachable: true,
      serverVersion: expect.stringMatching(/^\d+/) as string,
    });
  });

  it.each([
    ['not a url', 'it is not a postgres:// URL'],
    ['http://127.0.0.1/x', 'it is not a postgres:// URL'],
    ['postgres://u:secret@127.0.0.1:1/x', 'nothing listens on 127.0.0.1:1'],
  ])('says why %s is of no use', async (wrong, reason) => {
    expect(await checkPostgres(wrong)).toEqual({ reachable: false, reason });
  });

  it('names a missing database', async () => {
    const wrong = new URL(url);
    wrong.pathname = '/no%20such';
    expect(await checkPostgres(wrong.href)).toEqual({
      reachable: false,
      reason: 'the database "no such" does not exist',
    });
  });

  it('gives up on a server that accepts and says nothing', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    const port = await listen(silent);
    expect(await checkPostgres(`postgres://u:secret@127.0.0.1:${port}/x`, 50)).toEqual({
      reachable: false,
      reason: `127.0.0.1:${port} did not answer within 50 ms`,
    });
    silent.close();
  });
});
