import { Inject, Injectable } from '@nestjs/common';
import { recordAudit, type AuditInput } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { encodeId } from '../common/ids';
import { DATABASE, type Database } from '../storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { ChangeEffects } from './change-effects';
import { ChangePoller, TRUST_MS } from './change-poller';
import { disabledNotice } from './switch-notice';
import type { EndpointDirectory, EndpointLookup, MatchedEndpoint } from './endpoint-directory';
import { EndpointLoader, type LoadedEndpoint } from './endpoint-loader';
import { KeyRing } from './key-ring';
import { LoadingCache, type Freshness } from './loading-cache';
import type { Notice } from './notices';
import { BURY_WAITING, type BuriedRow, buryWaitingValues } from './sql/bury-waiting';
import { MARK_ENDPOINT_GONE } from './sql/mark-endpoint-gone';
import type { TenantEndpoints } from './tenant-endpoints';

/** Tenants whose endpoints are kept in memory. */
const MAX_TENANTS = 10_000;
/** Endpoints that are kept in memory, opened and ready to send. */
const MAX_ENDPOINTS = 50_000;

/**
 * The registry in memory. Writes of this process count at once after their commit, those of others
 * within a second. While changes can't be read, nothing cached is believed: lookups ask the
 * database, and fail when it can't answer, rather than send to an endpoint that was switched off.
 */
@Injectable()
export class EndpointCache implements EndpointDirectory {
  private readonly tenants: LoadingCache<TenantEndpoints>;
  private readonly endpoints: LoadingCache<LoadedEndpoint>;
  private readonly poller: ChangePoller;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    keyRing: KeyRing,
    readonly effects: ChangeEffects,
  ) {
    const loader = new EndpointLoader({ database, keyRing, clock, config });
    this.tenants = new LoadingCache({
      limit: MAX_TENANTS,
      load: (tenantId) => loader.loadTenant(tenantId),
    });
    this.endpoints = new LoadingCache({
      limit: MAX_ENDPOINTS,
      load: (id) => loader.loadEndpoint(id),
      validUntil: (endpoint) => endpoint.validUntil,
    });
    this.poller = new ChangePoller({
      database,
      clock,
      intervalMs: config.registryRefreshMs,
      onChange: ({ id, tenantId }) => this.invalidate(tenantId, id),
      onReset: () => this.clear(),
    });
  }

  /** Begins to look for changes. Until then every lookup asks the database. */
  start(): Promise<void> {
    return this.poller.start();
  }

  /** Stops looking for changes; from then on every lookup asks the database. */
  stop(): void {
    this.poller.stop();
  }

  match(tenantId: string, eventType: string): Promise<readonly MatchedEndpoint[]> {
    const freshness = this.freshness();
    const known = this.tenants.peek(tenantId, freshness);
    if (known !== undefined) return known.match(eventType);
    return this.tenants.get(tenantId, freshness).then((tenant) => tenant.match(eventType));
  }

  lookup(endpointId: string): Promise<EndpointLookup> {
    const freshness = this.freshness();
    const known = this.endpoints.peek(endpointId, freshness);
    if (known !== undefined) return known.lookup;
    return this.endpoints.get(endpointId, freshness).then(({ lookup }) => lookup);
  }

  async markGone(endpointId: string): Promise<void> {
    const at = this.clock.now();
    let tenantId: string | undefined;
    let buried = 0;
    let notices: Notice[] = [];
    try {
      await this.database.transaction(async (runner) => {
        const values = [endpointId, at];
        const [row] = await runner.run<{ tenant_id: string }>(MARK_ENDPOINT_GONE, values);
        tenantId = row?.tenant_id;
        if (row !== undefined) {
          const values = buryWaitingValues(endpointId, 'gone', at);
          const [answer] = await runner.run<BuriedRow>(BURY_WAITING, values);
          buried = answer?.buried ?? 0;
          await recordAudit(runner, goneEntry(row.tenant_id, endpointId, at));
          notices = [disabledNotice({ id: endpointId, tenantId: row.tenant_id }, 'gone', at)];
          await this.effects.write(runner, notices);
        }
      });
      this.effects.done(notices, buried, 'gone');
    } finally {
      if (tenantId !== undefined) this.invalidate(tenantId, endpointId);
    }
  }

  /** Forgets an endpoint (stored uuid) that was changed; call it after the commit. */
  invalidate(tenantId: string, endpointId: string): void {
    this.tenants.invalidate(tenantId);
    this.endpoints.invalidate(endpointId);
  }

  private clear(): void {
    this.tenants.clear();
    this.endpoints.clear();
  }

  private freshness(): Freshness {
    const monotonic = this.clock.monotonic();
    return {
      trusted: this.poller.isTrusted(monotonic),
      now: this.clock.now(),
      monotonic,
      maxLoadAgeMs: TRUST_MS,
    };
  }
}

function goneEntry(tenantId: string, endpointId: string, at: number): AuditInput {
  const resourceId = encodeId('ep', endpointId);
  const after = { active: false, disabledReason: 'gone' };
  return { tenantId, action: 'endpoint.updated', resourceId, after, at };
}
