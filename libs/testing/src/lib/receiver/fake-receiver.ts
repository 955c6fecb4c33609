import type { SignatureScheme } from '@hookline/verify';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  drip,
  hang,
  reset,
  respond,
  type Behaviour,
  type ReceiverAnswer,
  type ReceiverHandler,
} from './behaviour';
import { BehaviourPlan } from './behaviour-plan';
import { Inbox } from './inbox';
import { readWebhook, type ReceivedWebhook } from './received-webhook';

/** How a fake receiver is started. */
export interface FakeReceiverOptions {
  /** What messages are verified with; several while one is rotated. @default none: see {@link FakeReceiver.verifyWith} */
  secret?: string | readonly string[];
  /** How messages are signed. @default 'standard' */
  signatureScheme?: SignatureScheme;
  /** The clock that messages are signed by, such as `app.clock`. @default the system's */
  clock?: { now(): number; nearestShown?(ms: number): number };
}

/** How long to wait. */
export interface WaitOptions {
  /** Real milliseconds. @default 30000 */
  timeoutMs?: number;
}

/** For how many requests. */
export interface TimesOptions {
  /** For so many requests, then what was planned before goes on. @default until something else is planned */
  times?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const success = respond(() => ({ status: 200 }));

/**
 * A receiver of webhooks: a real HTTP server on 127.0.0.1 that verifies every message, keeps it, and
 * answers 200 until it is told otherwise. It agrees to every handshake, which is no message.
 *
 * @example
 * ```ts
 * const receiver = await FakeReceiver.start({ secret });
 * receiver.fails(503, { times: 2 });
 * // … something sends to receiver.url
 * const { type, data, signatureValid } = await receiver.next();
 * await receiver.close();
 * ```
 */
export class FakeReceiver implements AsyncDisposable {
  private readonly inbox = new Inbox();
  private readonly plan = new BehaviourPlan(success);
  private secrets: readonly string[];
  private taken = 0;

  private constructor(
    private readonly server: Server,
    private readonly options: FakeReceiverOptions,
  ) {
    this.secrets = [options.secret ?? []].flat();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // A sender that goes away in the middle of a request has not sent a message.
      this.receive(request, response).catch(() => request.socket.destroy());
    });
  }

  /** Starts a receiver on a free port. */
  static async start(options: FakeReceiverOptions = {}): Promise<FakeReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeReceiver(server, options);
  }

  /** Where it listens: `http://127.0.0.1:<port>/hook`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** Everything that has arrived, every attempt, in order. */
  get received(): readonly ReceivedWebhook[] {
    return this.inbox.webhooks;
  }

  /** Verifies with these secrets from now on. */
  verifyWith(...secrets: string[]): void {
    this.secrets = secrets;
  }

  /**
   * The next webhook that no `next()` has answered yet; waits for it.
   * @throws ReceiverTimeoutError when none comes in time, saying what did
   */
  async next<Data = unknown>({ timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions = {}): Promise<
    ReceivedWebhook<Data>
  > {
    const index = this.taken;
    this.taken += 1;
    try {
      await this.inbox.whenCount(index + 1, timeoutMs);
    } catch (error) {
      this.taken = Math.min(this.taken, index);
      throw error;
    }
    return this.inbox.webhooks[index] as ReceivedWebhook<Data>;
  }

  /**
   * Waits until so many webhooks have arrived since the start, and answers all that have.
   * @throws ReceiverTimeoutError
   */
  async count(
    webhooks: number,
    { timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions = {},
  ): Promise<readonly ReceivedWebhook[]> {
    await this.inbox.whenCount(webhooks, timeoutMs);
    return this.received;
  }

  /** Answers with this status. */
  fails(
    status: number,
    { times, ...answer }: TimesOptions & Omit<ReceiverAnswer, 'status'> = {},
  ): this {
    return this.planned(
      respond(() => ({ ...answer, status })),
      times,
    );
  }

  /** Takes requests and never answers: the sender's deadline passes. */
  hangs({ times }: TimesOptions = {}): this {
    return this.planned(hang, times);
  }

  /** Answers a byte at a time without an end: the sender's deadline has to cover the body. */
  drips({ times }: TimesOptions = {}): this {
    return this.planned(drip, times);
  }

  /** Takes requests and cuts the connection. */
  resets({ times }: TimesOptions = {}): this {
    return this.planned(reset, times);
  }

  /** Answers 200 again; what else was planned is forgotten. */
  succeeds(): this {
    this.plan.reset(success);
    return this;
  }

  /** Answers what a function says. */
  respondWith(handler: ReceiverHandler, { times }: TimesOptions = {}): this {
    return this.planned(respond(handler), times);
  }

  /** Cuts every connection and stops listening. Twice is fine. */
  async close(): Promise<void> {
    this.inbox.close();
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private planned(behaviour: Behaviour, times: number | undefined): this {
    this.plan.add(behaviour, times);
    return this;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const origin = headers['webhook-request-origin'];
    if (method === 'OPTIONS' && origin !== undefined) {
      response.writeHead(200, { 'webhook-allowed-origin': origin }).end();
      return;
    }
    const raw = { method, path: url, headers, rawBody: Buffer.concat(chunks) };
    const { secrets, options } = this;
    const nowFor = (ms: number): number =>
      options.clock?.nearestShown?.(ms) ?? options.clock?.now() ?? Date.now();
    const scheme = options.signatureScheme ?? 'standard';
    const webhook = readWebhook(raw, { secrets, scheme, nowFor });
    // Before the message is told of, so that a test that reacts to it changes the next one.
    const behaviour = this.plan.take();
    this.inbox.add(webhook);
    await behaviour(webhook, { request, response });
  }
}
