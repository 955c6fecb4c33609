import type { EventFilter } from '@hookline/contracts';
import { importKey } from '@hookline/verify';
import type { Clock } from '../clock/clock';
import { compileEventFilter, type EventPredicate } from '../policy/event-filter';
import type { SendTarget } from '../sending/send-target';
import type { StatementRunner } from '../storage/database';
import type { EndpointLookup, MatchedEndpoint } from './endpoint-directory';
import { compilePatterns } from './event-patterns';
import type { KeyRing } from './key-ring';
import { openCredentials, openHeaders } from './sealed-headers';
import { laneOf } from './sql/lane-columns';
import { SELECT_SEND_TARGETS, type SendTargetRow } from './sql/select-send-targets';
import { SELECT_TENANT_ENDPOINTS, type TenantEndpointRow } from './sql/select-tenant-endpoints';
import {
  DEFAULTS_LIFETIME_MS,
  defaultsOf,
  type DefaultsConfig,
  type EndpointDefaults,
} from './tenant-defaults';
import { TenantEndpoints } from './tenant-endpoints';

/** Most endpoints that one query loads. */
const BATCH_SIZE = 500;

/** An endpoint as it was loaded, and until when that holds. */
export interface LoadedEndpoint {
  /** One promise for all who ask: answering costs nothing. */
  lookup: Promise<EndpointLookup>;
  /** Clock time in ms at which its first secret expires, or the defaults of its tenant are asked for anew. */
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
  config: DefaultsConfig;
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
    const predicates = new Map<string, EventPredicate>();
    return new TenantEndpoints(
      rows.map((row) => ({
        endpoint: {
          id: row.id,
          wants: predicateOf(row.filter, predicates),
          lane: laneOf(row),
        } satisfies MatchedEndpoint,
        matches: compilePatterns(row.events),
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
      for (const [id, waiting] of batch) void this.answer(byId.get(id), waiting);
    } catch (error) {
      for (const waiting of batch.values()) waiting.forEach(({ reject }) => reject(error));
    }
  }

  private async answer(row: SendTargetRow | undefined, waiting: Waiting[]): Promise<void> {
    try {
      const loaded =
        row === undefined
          ? { lookup: Promise.resolve(DELETED), validUntil: Number.POSITIVE_INFINITY }
          : await this.toLoaded(row);
      waiting.forEach(({ resolve }) => resolve(loaded));
    } catch (error) {
      waiting.forEach(({ reject }) => reject(error));
    }
  }

  private async toLoaded(row: SendTargetRow): Promise<LoadedEndpoint> {
    const { config, clock } = this.options;
    const defaults = await defaultsOf(config, row.tenant_id);
    const asksAnew =
      config.tenantDefaults === undefined
        ? Number.POSITIVE_INFINITY
        : clock.now() + DEFAULTS_LIFETIME_MS;
    return {
      lookup: Promise.resolve(this.toLookup(row, defaults)),
      validUntil: Math.min(asksAnew, firstExpiry(row)),
    };
  }

  private toLookup(row: SendTargetRow, defaults: EndpointDefaults): EndpointLookup {
    const target = this.toTarget(row, defaults);
    if (row.verification === 'pending') return { state: 'unverified', target };
    if (row.active) return { state: 'active', target };
    return { state: row.disabled_reason === 'gone' ? 'gone' : 'paused', target };
  }

  private toTarget(row: SendTargetRow, defaults: EndpointDefaults): SendTarget {
    const { keyRing } = this.options;
    return {
      id: row.id,
      url: row.url,
      headers: {
        ...openHeaders(keyRing, row.id, row.sealed_headers),
        ...openCredentials(keyRing, row.id, row.sealed_credentials),
      },
      signingKeys: row.secrets.map(({ sealed }) =>
        importKey(keyRing.open(sealed, row.id), row.signature_scheme),
      ),
      timeoutMs: row.timeout_ms ?? defaults.timeoutMs,
      retryPolicy: row.retry_policy ?? defaults.retryPolicy,
      retryStatuses: row.retry_statuses,
      lane: laneOf(row),
    };
  }
}

/** Endpoints with the same filter share its function, so that publishing asks it once. */
function predicateOf(
  filter: EventFilter | null,
  known: Map<string, EventPredicate>,
): EventPredicate | null {
  if (filter === null) return null;
  const text = JSON.stringify(filter);
  const predicate = known.get(text) ?? compileEventFilter(filter);
  known.set(text, predicate);
  return predicate;
}

const DELETED: EndpointLookup = { state: 'deleted' };

function firstExpiry({ secrets }: SendTargetRow): number {
  const expiries = secrets.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY);
  return Math.min(Number.POSITIVE_INFINITY, ...expiries);
}
