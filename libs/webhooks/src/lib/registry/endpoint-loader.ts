import type { RetryPolicy } from '@hookline/contracts';
import { importSecret } from '@hookline/verify';
import type { Clock } from '../clock/clock';
import type { SendTarget } from '../sending/send-target';
import type { StatementRunner } from '../storage/database';
import type { EndpointLookup, MatchedEndpoint } from './endpoint-directory';
import { compilePatterns } from './event-patterns';
import type { KeyRing } from './key-ring';
import { openHeaders } from './sealed-headers';
import { SELECT_SEND_TARGETS, type SendTargetRow } from './sql/select-send-targets';
import { SELECT_TENANT_ENDPOINTS, type TenantEndpointRow } from './sql/select-tenant-endpoints';
import { TenantEndpoints } from './tenant-endpoints';

/** Most endpoints that one query loads. */
const BATCH_SIZE = 500;

/** What endpoints that set nothing of their own get. */
export interface EndpointDefaults {
  retryPolicy: RetryPolicy;
  timeoutMs: number;
}

/** An endpoint as it was loaded, and until when that holds. */
export interface LoadedEndpoint {
  /** One promise for all who ask: answering costs nothing. */
  lookup: Promise<EndpointLookup>;
  /** Clock time in ms at which its first secret expires. */
  validUntil: number;
}

interface Waiting {
  resolve: (endpoint: LoadedEndpoint) => void;
  reject: (error: unknown) => void;
}

/** What an {@link EndpointLoader} works with. */
export interface EndpointLoaderOptions {
  database: StatementRunner;
  keyRing: KeyRing;
  clock: Clock;
  defaults: EndpointDefaults;
}

/** Reads endpoints for the cache. Endpoints that are asked for together are read together. */
export class EndpointLoader {
  private waiting = new Map<string, Waiting[]>();

  constructor(private readonly options: EndpointLoaderOptions) {}

  /** The active endpoints of a tenant, ready to be matched. */
  async loadTenant(tenantId: string): Promise<TenantEndpoints> {
    const rows = await this.options.database.run<TenantEndpointRow>(SELECT_TENANT_ENDPOINTS, [
      tenantId,
    ]);
    return new TenantEndpoints(
      rows.map(({ id, events }) => ({
        endpoint: { id } satisfies MatchedEndpoint,
        matches: compilePatterns(events),
      })),
    );
  }

  /**
   * An endpoint by its stored uuid. Rejects when its secrets can't be opened; that concerns no other
   * endpoint of the same query.
   */
  loadEndpoint(id: string): Promise<LoadedEndpoint> {
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) queueMicrotask(() => this.flush());
      const others = this.waiting.get(id) ?? [];
      others.push({ resolve, reject });
      this.waiting.set(id, others);
    });
  }

  private flush(): void {
    const batch = [...this.waiting];
    this.waiting = new Map();
    for (let start = 0; start < batch.length; start += BATCH_SIZE) {
      void this.loadBatch(new Map(batch.slice(start, start + BATCH_SIZE)));
    }
  }

  private async loadBatch(batch: Map<string, Waiting[]>): Promise<void> {
    try {
      const rows = await this.options.database.run<SendTargetRow>(SELECT_SEND_TARGETS, [
        [...batch.keys()],
        this.options.clock.now(),
      ]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const [id, waiting] of batch) this.answer(byId.get(id), waiting);
    } catch (error) {
      for (const waiting of batch.values()) waiting.forEach(({ reject }) => reject(error));
    }
  }

  private answer(row: SendTargetRow | undefined, waiting: Waiting[]): void {
    try {
      const loaded = {
        lookup: Promise.resolve(row === undefined ? DELETED : this.toLookup(row)),
        validUntil: firstExpiry(row),
      };
      waiting.forEach(({ resolve }) => resolve(loaded));
    } catch (error) {
      waiting.forEach(({ reject }) => reject(error));
    }
  }

  private toLookup(row: SendTargetRow): EndpointLookup {
    const target = this.toTarget(row);
    if (row.active) return { state: 'active', target };
    return { state: row.disabled_reason === 'gone' ? 'gone' : 'paused', target };
  }

  private toTarget(row: SendTargetRow): SendTarget {
    const { keyRing, defaults } = this.options;
    return {
      id: row.id,
      url: row.url,
      headers: openHeaders(keyRing, row.id, row.sealed_headers),
      signingKeys: row.secrets.map(({ sealed }) => importSecret(keyRing.open(sealed, row.id))),
      timeoutMs: row.timeout_ms ?? defaults.timeoutMs,
      retryPolicy: row.retry_policy ?? defaults.retryPolicy,
      retryStatuses: row.retry_statuses,
    };
  }
}

const DELETED: EndpointLookup = { state: 'deleted' };

function firstExpiry(row: SendTargetRow | undefined): number {
  const expiries = (row?.secrets ?? []).map(
    ({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY,
  );
  return Math.min(Number.POSITIVE_INFINITY, ...expiries);
}
