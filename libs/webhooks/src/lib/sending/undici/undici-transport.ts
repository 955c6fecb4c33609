import type { EgressGuard } from '../../egress/egress-guard';
import { InFlight } from '../in-flight';
import type { TransportRequest, TransportResult, WebhookTransport } from '../transport';
import { closedFailure, refusalFailure } from '../transport-failure';
import { Connection, type Dialer } from './connection';
import { createDialer } from './create-dialer';
import { OriginPool } from './origin-pool';
import { UndiciExchange } from './undici-exchange';

/** Settings of {@link UndiciTransport}. */
export interface UndiciTransportOptions {
  guard: EgressGuard;
  /** Most connections to one origin; further requests wait within their deadline. @default 100 */
  maxConnectionsPerOrigin?: number;
  /** Certificate authorities (PEM) to trust instead of the well-known ones. */
  ca?: string;
}

/**
 * The default transport: undici, HTTP/1.1, connections kept alive for 30 s. It makes its own
 * connections and leaves the process's global dispatcher alone. Of proxies it uses that of the option
 * `egress.proxy`, and none of the environment.
 */
export class UndiciTransport implements WebhookTransport {
  private readonly pools = new Map<string, OriginPool>();
  private readonly inFlight = new InFlight();
  private readonly dialer: Dialer;
  private readonly guard: EgressGuard;
  private readonly maxConnections: number;
  private closed = false;

  constructor({ guard, maxConnectionsPerOrigin = 100, ca }: UndiciTransportOptions) {
    this.guard = guard;
    this.maxConnections = maxConnectionsPerOrigin;
    this.dialer = createDialer(guard, ca);
  }

  send(request: TransportRequest): Promise<TransportResult> {
    if (this.closed) return Promise.resolve(closedFailure());
    const verdict = this.guard.vetUrl(request.url);
    if (!verdict.allowed) return Promise.resolve(refusalFailure(verdict));
    const { url } = verdict;
    return this.inFlight.track(
      new Promise((resolve) => {
        new UndiciExchange(request, url, this.poolOf(url.origin), resolve).start();
      }),
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.inFlight.settled();
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
    this.pools.clear();
  }

  private poolOf(origin: string): OriginPool {
    const known = this.pools.get(origin);
    if (known !== undefined) return known;
    const pool = new OriginPool({
      maxConnections: this.maxConnections,
      open: (onDisconnect) => {
        const connection: Connection = new Connection(origin, this.dialer, () => {
          onDisconnect(connection);
        });
        return connection;
      },
      onEmpty: () => this.forget(origin, pool),
    });
    this.pools.set(origin, pool);
    return pool;
  }

  /** A pool that emptied while a newer one of its origin serves must not take that one along. */
  private forget(origin: string, pool: OriginPool): void {
    if (this.pools.get(origin) === pool) this.pools.delete(origin);
  }
}
