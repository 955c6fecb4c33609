import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { PublishOverloadedError } from '../common/errors/publish-overloaded.error';
import { type BucketLimit, fullBucket, refill, type TokenBucket } from '../policy/token-bucket';
import { addTo, mayWait, NOTHING_WAITS, type WaitingLoad } from '../policy/waiting-limits';
import type { EventDraft } from '../storage/event-draft';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { AddressedEvent } from './addressed-event';
import { OtherTenants } from './other-tenants';
import { TenantQueue, type Weighed } from './tenant-queue';

/** Events that are not worth a second statement. */
const UNDIVIDED = 50;
/**
 * Most deliveries in one group, except that one event always fits: with more, Postgres works on one statement
 * for tens of milliseconds, and whoever commits beside it waits. On the figures, see ADR 0024 and 0025.
 */
const GROUP_DELIVERIES = 500;
/** The same while a tenant gives way. */
const SMALL_GROUP_DELIVERIES = 100;
/** Deliveries that a tenant has stored before it gives way: at once, and for good. On the figures, see ADR 0026. */
const UNPACED: BucketLimit = { perSecond: 10_000, burst: 500 };
/** So many of them are left when it is asked who else publishes. */
const ASKED_AT = 400;
/** Tenants of which it is kept what they have stored lately. */
const MAX_BUCKETS = 1_000;
/** How many times as long as its last group took a tenant that gives way waits for its next one. */
const REST = 4;
/** A stall is no reason to rest for long, in ms. */
const MAX_REST_MS = 100;

/** What one caller wants to have committed together. */
export interface WaitingPublish extends Weighed {
  events: readonly AddressedEvent[];
  committed: (drafts: EventDraft[]) => void;
  failed: (error: Error) => void;
}

/**
 * What waits for the group commit: how much may, and what goes next.
 *
 * A tenant that publishes more than its bucket holds gives way while others publish, in this process or another:
 * its groups are small, one at a time, and it rests after each. It publishes faster than can be sent, and
 * the others would wait for what is done for it.
 */
@Injectable()
export class WaitingEvents {
  private readonly waiting = new TenantQueue<WaitingPublish>();
  /** Tenants that give way, and those of them of which nothing is taken now. */
  private readonly yielding = new Set<string>();
  private readonly resting = new Set<string>();
  /** Of tenants that had something stored: what they may have stored without giving way. */
  private readonly buckets = new Map<string, TokenBucket>();
  private hurries = false;

  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: Pick<WebhooksConfig, 'publishing'>,
    private readonly others: OtherTenants,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get isEmpty(): boolean {
    return this.waiting.isEmpty;
  }

  /** @throws PublishOverloadedError when too much waits already */
  add({ events, committed, failed }: Omit<WaitingPublish, 'load'>): void {
    const tenantId = tenantOf(events);
    const load = loadOf(events);
    const { load: all } = this.waiting;
    if (!mayWait(this.limits(), { all, own: this.waiting.loadOf(tenantId), coming: load })) {
      throw new PublishOverloadedError(
        `${all.events} events with ${all.deliveries} deliveries wait to be stored already; nothing was stored. ` +
          'Publish again later, or raise `publishing.maxWaitingEvents`, `publishing.maxWaitingDeliveries` and ' +
          '`publishing.maxWaitingBytes`.',
      );
    }
    this.waiting.add(tenantId, { events, committed, failed, load });
    this.judge(tenantId);
  }

  /**
   * What fits into one statement, and at least one if not all that wait rest: the oldest of each tenant in turn.
   * What waits while nothing is under way is dealt out to all statements: callers who always publish
   * together would otherwise wait for Postgres together, and Postgres for them.
   * @param statements how many may begin now
   */
  next(statements: number): WaitingPublish[] {
    const { groupEvents, groupBytes } = this.config.publishing;
    const share = Math.max(Math.ceil(this.waiting.load.events / statements), UNDIVIDED);
    const limits = {
      events: Math.min(groupEvents, share),
      deliveries: this.yielding.size > 0 ? SMALL_GROUP_DELIVERIES : GROUP_DELIVERIES,
      bytes: groupBytes,
    };
    const total: WaitingLoad = { ...NOTHING_WAITS };
    const group = this.waiting.take(({ load }) => {
      addTo(total, load);
      const { events, deliveries, bytes } = total;
      return events <= limits.events && deliveries <= limits.deliveries && bytes <= limits.bytes;
    }, this.resting);
    for (const [tenantId, deliveries] of deliveriesByTenant(group)) {
      this.judge(tenantId);
      if (this.yielding.has(tenantId)) this.resting.add(tenantId);
      this.draw(tenantId, deliveries);
    }
    return group;
  }

  /** A group was committed, or failed, after `ms`. Calls back when a tenant that gave way has rested after it. */
  ended(group: readonly WaitingPublish[], ms: number, rested: () => void): void {
    const resting = [...tenantsOf(group)].filter((tenantId) => this.resting.has(tenantId));
    if (resting.length === 0) return;
    const wake = (): void => {
      for (const tenantId of resting) this.rested(tenantId);
      rested();
    };
    setTimeout(wake, Math.min(REST * ms, MAX_REST_MS));
  }

  /** Tenants of a group that give way. */
  yieldingIn(group: readonly WaitingPublish[]): ReadonlySet<string> {
    if (this.yielding.size === 0) return this.yielding;
    return new Set([...tenantsOf(group)].filter((tenantId) => this.yielding.has(tenantId)));
  }

  /** Nobody gives way any more: the process stops, and waits for all of it. */
  hurry(): void {
    this.hurries = true;
    this.yielding.clear();
    this.resting.clear();
  }

  private rested(tenantId: string): void {
    this.resting.delete(tenantId);
    if (this.waiting.loadOf(tenantId).events === 0) this.yielding.delete(tenantId);
  }

  /** More of a tenant waits, or less: does it give way? Who else publishes is asked before that has to be known. */
  private judge(tenantId: string): void {
    const left = this.bucketOf(tenantId).tokens - this.waiting.loadOf(tenantId).deliveries;
    const beside = left < ASKED_AT && this.others.publishBeside(tenantId);
    if (beside && left < 0 && !this.hurries) this.yielding.add(tenantId);
    else this.yielding.delete(tenantId);
  }

  private bucketOf(tenantId: string): TokenBucket {
    const now = this.clock.now();
    const bucket = this.buckets.get(tenantId);
    return bucket === undefined ? fullBucket(UNPACED, now) : refill(bucket, UNPACED, now);
  }

  /** The bucket may owe: a single event is not held against a tenant, however many get it, but the next one is. */
  private draw(tenantId: string, deliveries: number): void {
    const { tokens, at } = this.bucketOf(tenantId);
    if (this.buckets.size >= MAX_BUCKETS) this.buckets.clear();
    this.buckets.set(tenantId, { tokens: tokens - deliveries, at });
  }

  private limits(): WaitingLoad {
    const { maxWaitingEvents, maxWaitingDeliveries, maxWaitingBytes } = this.config.publishing;
    return { events: maxWaitingEvents, deliveries: maxWaitingDeliveries, bytes: maxWaitingBytes };
  }
}

/** Whose events they are: of all of them, unless somebody publishes for several tenants at once. */
function tenantOf([first]: readonly AddressedEvent[]): string {
  return first?.content.tenantId ?? '';
}

function deliveriesByTenant(group: readonly WaitingPublish[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { events, load } of group) {
    const tenantId = tenantOf(events);
    sums.set(tenantId, (sums.get(tenantId) ?? 0) + load.deliveries);
  }
  return sums;
}

function tenantsOf(group: readonly WaitingPublish[]): ReadonlySet<string> {
  return new Set(group.map(({ events }) => tenantOf(events)));
}

function loadOf(events: readonly AddressedEvent[]): WaitingLoad {
  const load = { events: events.length, deliveries: 0, bytes: 0 };
  for (const { content, endpoints } of events) {
    load.deliveries += endpoints.length;
    load.bytes += content.body.length;
  }
  return load;
}
