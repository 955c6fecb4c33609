import { type PrivateRedis, startPrivateRedis } from '@hookline/local-postgres';
import { Redis } from 'ioredis';

/** The Redis of a run: without persistence, so that it is empty after each start. */
export class RedisServer {
  private constructor(private current: PrivateRedis) {}

  static async start(): Promise<RedisServer> {
    return new RedisServer(await startPrivateRedis());
  }

  get url(): string {
    return this.current.url;
  }

  async flush(): Promise<void> {
    const client = new Redis(this.url);
    client.on('error', () => undefined);
    await client.flushall();
    client.disconnect();
  }

  async stop(): Promise<void> {
    await this.current.stop();
  }

  async startAgain(): Promise<void> {
    this.current = await startPrivateRedis({ port: this.current.port });
  }
}
