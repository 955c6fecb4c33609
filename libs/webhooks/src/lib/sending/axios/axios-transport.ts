import type { AxiosInstance } from 'axios';
import type http from 'node:http';
import type { EgressGuard } from '../../egress/egress-guard';
import { InFlight } from '../in-flight';
import type { TransportRequest, TransportResult, WebhookTransport } from '../transport';
import { closedFailure, refusalFailure } from '../transport-failure';
import { AxiosExchange, type AxiosRoute } from './axios-exchange';
import { createAgent } from './create-agent';

/** Idle connections are closed after this long; sooner when the receiver announces so. */
const KEEP_ALIVE_MS = 30_000;
/** As axios sets it on every socket: with another value of ours the two would take turns for each request. */
const PROBE_DELAY_MS = 60_000;

/** Settings of {@link AxiosTransport}. */
export interface AxiosTransportOptions {
  guard: EgressGuard;
  /** The application's own instance. @default one of Hookline's, without any defaults */
  instance?: AxiosInstance;
  /** Most connections to one origin; further requests wait within their deadline. @default 100 */
  maxConnectionsPerOrigin?: number;
  /** Certificate authorities (PEM) to trust instead of the well-known ones. */
  ca?: string;
}

/** Defaults of an instance that decide where connections go, whatever the protocol is. */
const WAYS_OUT = ['proxy', 'transport', 'socketPath'] as const;

/**
 * Sends through axios, for applications that bring an instance of their own: its interceptors, its
 * default headers and its `proxy`, `httpAgent`, `httpsAgent`, `transport`, `socketPath`, and an `adapter`
 * that is a function, stay in force. With one of these set, the instance decides where connections go,
 * and the egress guard only sees the URL. Adapters by name and HTTP/2 are not taken over: they would
 * connect past the guard. It costs several times the processor time of undici.
 *
 * @example
 * ```ts
 * WebhooksModule.forRoot({ delivery: { transport: axios.create({ proxy: { host, port } }) } });
 * ```
 */
export class AxiosTransport implements WebhookTransport {
  private readonly guard: EgressGuard;
  private readonly instance: AxiosInstance | null;
  private readonly agents: { http: http.Agent; https: http.Agent };
  private readonly route: AxiosRoute;
  private readonly inFlight = new InFlight();
  private closed = false;

  constructor(options: AxiosTransportOptions) {
    const { guard, instance, maxConnectionsPerOrigin = 100, ca } = options;
    const { tunnel } = guard;
    const agent = {
      keepAlive: true,
      keepAliveMsecs: PROBE_DELAY_MS,
      maxSockets: maxConnectionsPerOrigin,
      maxFreeSockets: maxConnectionsPerOrigin,
      scheduling: 'lifo' as const,
      timeout: KEEP_ALIVE_MS,
    };
    this.guard = guard;
    this.instance = instance ?? null;
    this.agents = {
      http: createAgent('http:', agent, tunnel),
      https: createAgent('https:', agent, tunnel),
    };
    this.route = {
      config: { proxy: false, httpAgent: this.agents.http, httpsAgent: this.agents.https },
      connection: { lookup: guard.lookup, ...(ca === undefined ? {} : { ca }) },
      freshAgent: (protocol) => tunnel !== null && createAgent(protocol, {}, tunnel),
    };
  }

  send(request: TransportRequest): Promise<TransportResult> {
    if (this.closed) return Promise.resolve(closedFailure());
    const verdict = this.guard.vetUrl(request.url);
    if (!verdict.allowed) return Promise.resolve(refusalFailure(verdict));
    const { url } = verdict;
    const route = this.hasOwnWay(url.protocol) ? null : this.route;
    return this.inFlight.track(new AxiosExchange(this.instance, request, url, route).run());
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.inFlight.settled();
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  private hasOwnWay(protocol: string): boolean {
    if (this.instance === null) return false;
    const { defaults } = this.instance;
    const agent: unknown = protocol === 'https:' ? defaults.httpsAgent : defaults.httpAgent;
    const set = WAYS_OUT.some((name) => Boolean(defaults[name]));
    return set || Boolean(agent) || typeof defaults.adapter === 'function';
  }
}
