import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';

import { killHard, startInChild } from '../testing/child';
import { untilPortIsFree } from '../testing/until-port-is-free';
import { findRedisServer, startPrivateRedis } from './private-redis';

/** Sends one command in Redis' inline form and answers the first bytes of the reply. */
async function ask(port: number, command: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(`${command}\r\n`);
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return data.toString('utf8');
}

describe('findRedisServer', () => {
  it('answers nothing when the PATH has none', () => {
    expect(findRedisServer('')).toBeUndefined();
    expect(findRedisServer(__dirname)).toBeUndefined();
  });
});

const describeRedis = findRedisServer() ? describe : describe.skip;

describeRedis('[redis] startPrivateRedis', () => {
  it('runs without persistence, and stops', async () => {
    const redis = await startPrivateRedis();
    expect(await ask(redis.port, 'PING')).toBe('+PONG\r\n');
    expect(await ask(redis.port, 'CONFIG GET appendonly')).toContain('no');
    const [, folder = ''] = /(\/[^\r]*hookline-redis-[^\r]*)/.exec(
      await ask(redis.port, 'CONFIG GET dir'),
    ) as string[];
    expect(existsSync(folder)).toBe(true);
    await Promise.all([redis.stop(), redis.stop()]);
    await expect(ask(redis.port, 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(folder)).toBe(false);
  });

  it('starts again, empty, on the port it is told', async () => {
    await untilPortIsFree('start_failed', async () => {
      const first = await startPrivateRedis();
      await ask(first.port, 'SET key value');
      await first.stop();
      const second = await startPrivateRedis({ port: first.port });
      expect(second.port).toBe(first.port);
      expect(await ask(second.port, 'EXISTS key')).toBe(':0\r\n');
      await second.stop();
    });
  });

  it('ends with the process that started it, even by kill -9', async () => {
    const { child, server } = await startInChild('redis');
    const connection = connect({ host: '127.0.0.1', port: server.port });
    await once(connection, 'connect');
    const closed = once(connection, 'close');
    await killHard(child);
    // The server's end closes what is connected to it.
    await closed;
  });
});
