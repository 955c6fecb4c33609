import Redis from 'ioredis';
import { processTreeCpuMs } from './proc';

/** The Redis of the benchmark, as the benchmark itself sees it. */
export class RedisServer {
  private constructor(
    readonly url: string,
    readonly version: string,
    private readonly client: Redis,
    private readonly pid: number,
  ) {}

  static async connect(url: string): Promise<RedisServer> {
    const client = new Redis(url);
    client.on('error', () => undefined);
    const info = await client.info('server');
    const field = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1] ?? '';
    return new RedisServer(url, field('redis_version').trim(), client, Number(field('process_id')));
  }

  /** CPU time so far. */
  cpuMs(): Promise<number> {
    return processTreeCpuMs(this.pid);
  }

  /** Empties it, so that a scenario finds nothing of the one before. */
  async flush(): Promise<void> {
    await this.client.flushall();
  }

  async close(): Promise<void> {
    await this.client.quit();
  }
}
