import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that the receiver got. */
export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the receiver answers; `hang` never answers. */
export type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'hang';

/** A real HTTP server on loopback that keeps what it gets and answers as it is told. */
export class TestReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** Requests that hang and whose sender still waits. */
  unanswered = 0;
  answer: (request: ReceivedRequest) => Answer | Promise<Answer> = () => ({ status: 204 });
  private waiters: { done: () => boolean; resolve: () => void }[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url = '/', headers } = request;
        const received = { path: url, headers, body: Buffer.concat(chunks).toString() };
        this.requests.push(received);
        const answer = this.answer(received);
        this.notify();
        void Promise.resolve(answer).then((given) => this.give(given, response));
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Resolves when `count` requests have arrived. */
  async count(count: number): Promise<void> {
    await this.until(() => this.requests.length >= count);
  }

  /** Resolves when a condition holds; it is looked at with each request. */
  async until(done: () => boolean): Promise<void> {
    if (done()) return;
    await new Promise<void>((resolve) => this.waiters.push({ done, resolve }));
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private give(answer: Answer, response: ServerResponse): void {
    if (answer === 'hang') {
      this.unanswered += 1;
      response.once('close', () => (this.unanswered -= 1));
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  private notify(): void {
    const ready = this.waiters.filter(({ done }) => done());
    this.waiters = this.waiters.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }
}
