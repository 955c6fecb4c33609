import { Inject, Injectable } from '@nestjs/common';
import type { AttemptErrorCode } from '@hookline/contracts';
import { CLOCK, type Clock } from '../clock/clock';
import { AttemptWindow, openForMs } from '../policy/circuit';
import { afterAnswer, isProbing, type LaneBlock } from '../policy/lane-block';
import type { AttemptOutcome } from '../sending/attempt-outcome';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/** Ends of an attempt that say that nobody is there, or answers in time. */
const UNANSWERED: readonly (AttemptErrorCode | null)[] = [
  'timeout',
  'dns',
  'connection_refused',
  'connection_reset',
  'connection_failed',
  'tls',
];
/** What a gateway answers for a receiver that is not there. */
const UNANSWERED_STATUSES: readonly (number | null)[] = [502, 503, 504];
/** Statuses whose `Retry-After` speaks for the whole endpoint. */
const ASKING_STATUSES: readonly (number | null)[] = [429, 503];
/** The longest pause that an endpoint may ask for. */
const MAX_ASKED_MS = 60 * 60_000;

/** Endpoints that failed lately; beyond it, what was noted of them begins anew. */
const MAX_WINDOWS = 10_000;

/** Told when an endpoint is blocked, its block changes, or `undefined` when this process ends it. */
export type BlockListener = (endpointId: string, block: LaneBlock | undefined) => void;

/**
 * Which endpoints are left alone: by what came of the attempts of this process, and by what other
 * processes found out ({@link adopt}).
 */
@Injectable()
export class LaneHealth {
  /** Of endpoints that failed lately. */
  private readonly windows = new Map<string, AttemptWindow>();
  private readonly blocks = new Map<string, LaneBlock>();
  private readonly listeners: BlockListener[] = [];
  private behind: readonly string[] = [];

  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onBlock(listener: BlockListener): void {
    this.listeners.push(listener);
  }

  /** What stands between an endpoint and its deliveries. */
  blockOf(endpointId: string): LaneBlock | undefined {
    return this.blocks.size === 0 ? undefined : this.blocks.get(endpointId);
  }

  /** Endpoints that are blocked and have more due than was held so far; nothing of it is claimed. */
  get backlogged(): readonly string[] {
    return this.behind;
  }

  /** Sets {@link backlogged}. */
  leaveBacklogs(endpointIds: readonly string[]): void {
    this.behind = endpointIds;
  }

  /** Endpoints that get nothing now. */
  open(): string[] {
    return [...this.blocks].filter(([, { phase }]) => phase === 'open').map(([id]) => id);
  }

  /** How many endpoints are blocked. */
  counts(): Record<LaneBlock['phase'], number> {
    const open = this.open().length;
    return { open, ramping: this.blocks.size - open };
  }

  /**
   * An attempt has ended.
   * @param drained whether the endpoint's lane let it through, so that it tells how a blocked endpoint is
   */
  attempted(endpointId: string, outcome: AttemptOutcome, drained: boolean): void {
    const block = this.blockOf(endpointId);
    if (block !== undefined && !drained) return;
    const now = this.clock.now();
    const askedMs = askedPauseMs(outcome);
    if (askedMs > 0) {
      this.set(endpointId, { phase: 'open', reason: 'asked', openings: 0, at: now + askedMs });
    } else if (isUnanswered(outcome)) {
      this.failed(endpointId, block, now);
    } else {
      this.answered(endpointId, block, now);
    }
  }

  /** Ends a block, as everything that was held has gone. */
  close(endpointId: string): void {
    this.windows.delete(endpointId);
    this.set(endpointId, undefined);
  }

  /**
   * Takes on what Postgres says of all endpoints.
   * @param keeps endpoints of which this process knows better, because it is writing
   */
  adopt(stored: ReadonlyMap<string, LaneBlock>, keeps: (endpointId: string) => boolean): void {
    for (const endpointId of this.blocks.keys()) {
      if (stored.has(endpointId) || keeps(endpointId)) continue;
      this.blocks.delete(endpointId);
      this.windows.delete(endpointId);
    }
    for (const [endpointId, block] of stored) {
      if (!keeps(endpointId)) this.blocks.set(endpointId, block);
    }
  }

  private failed(endpointId: string, block: LaneBlock | undefined, now: number): void {
    const policy = this.config.circuitBreaker;
    if (policy === false) return;
    if (this.windows.size >= MAX_WINDOWS) this.windows.clear();
    const window = this.windows.get(endpointId) ?? new AttemptWindow(policy);
    this.windows.set(endpointId, window);
    const trips = window.failed(now);
    if (!trips && (block === undefined || !isProbing(block, now))) return;
    const openings = (block?.openings ?? 0) + 1;
    const at = now + openForMs(policy, openings);
    this.windows.delete(endpointId);
    this.set(endpointId, { phase: 'open', reason: 'failures', openings, at });
  }

  private answered(endpointId: string, block: LaneBlock | undefined, now: number): void {
    if (this.windows.size > 0 && this.windows.get(endpointId)?.answered(now) === false) {
      this.windows.delete(endpointId);
    }
    if (block === undefined) return;
    const next = afterAnswer(block, now);
    if (next !== block) this.set(endpointId, next);
  }

  private set(endpointId: string, block: LaneBlock | undefined): void {
    if (block === undefined) this.blocks.delete(endpointId);
    else this.blocks.set(endpointId, block);
    for (const listener of this.listeners) listener(endpointId, block);
  }
}

function isUnanswered({ errorCode, status }: AttemptOutcome): boolean {
  return UNANSWERED.includes(errorCode) || UNANSWERED_STATUSES.includes(status);
}

function askedPauseMs({ status, retryAfterMs }: AttemptOutcome): number {
  return ASKING_STATUSES.includes(status) ? Math.min(retryAfterMs ?? 0, MAX_ASKED_MS) : 0;
}
