import type { HoldReason } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { AttemptOutcome } from '../sending/attempt-outcome';
import type { DueDelivery } from '../storage/due-delivery';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { DeliveryRunner } from './delivery-runner';
import { Lane } from './lane';
import { LaneGate } from './lane-gate';
import { OUTCOME_SINK, type OutcomeSink } from './outcome-sink';
import { OWNERSHIP, type Ownership } from './ownership';
import { Places, type Reservation } from './places';
import { TurnBudget } from './turn-budget';
import { Turns } from './turns';

/**
 * Every endpoint has a lane of its own; tenants take turns, and so do the lanes of a tenant. An endpoint
 * gets a limited number of deliveries in flight, and no more of the process's places than is left to
 * everyone else ({@link Places}).
 */
@Injectable()
export class LaneScheduler {
  private readonly lanes = new Map<string, Lane>();
  private readonly places: Places;
  private readonly turns = new Turns();
  private newest = 0;
  private readonly budget = new TurnBudget(() => this.startWhatMay());
  private readonly idleListeners: (() => void)[] = [];
  private readonly roomListeners: (() => void)[] = [];
  private readonly lowListeners: (() => void)[] = [];
  private readonly freedListeners: ((endpointId: string) => void)[] = [];
  /** Deliveries that are waiting, in flight, or not yet recorded. */
  private readonly held = new Set<string>();
  /** For the time that a ceiling of the process makes everybody wait. */
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    @Inject(WEBHOOKS_CONFIG) config: WebhooksConfig,
    private readonly runner: DeliveryRunner,
    @Inject(OUTCOME_SINK) private readonly sink: OutcomeSink,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
    private readonly gate: LaneGate,
  ) {
    this.places = new Places(config.delivery);
    sink.onAccepting(() => this.startWhatMay());
    ownership.onRenewed(() => this.renewed());
    ownership.onLost((owner) => this.forget(owner));
  }

  /** When the newest delivery that this process has taken on was created: clock time in ms. */
  get newestCreatedAt(): number {
    return this.newest;
  }

  /** How many more deliveries this process may own. */
  room(): number {
    return this.stopped ? 0 : this.places.room();
  }

  /** Deliveries waiting or in flight, in this process. */
  load(): { owned: number; inFlight: number; waiting: number } {
    let waiting = 0;
    for (const lane of this.lanes.values()) waiting += lane.waiting;
    const { owned, inFlight } = this.places;
    return { owned, inFlight, waiting };
  }

  /** The same of one endpoint. */
  loadOf(endpointId: string): { owned: number; waiting: number } {
    const { owned, waiting } = this.lanes.get(endpointId) ?? { owned: 0, waiting: 0 };
    return { owned, waiting };
  }

  /** Whether this process has a delivery in memory. */
  holds(deliveryId: string): boolean {
    return this.held.has(deliveryId);
  }

  /** Takes a place for a delivery that is about to be inserted; false when there is none. */
  reserve({ endpointId, tenantId, bytes }: Reservation): boolean {
    if (this.stopped) return false;
    const lane = this.lanes.get(endpointId);
    const has = lane ?? { owned: 0, tenant: { owned: this.places.ownedBy(tenantId) } };
    if (!this.places.admits(has)) {
      if (lane !== undefined) lane.lowAt = lane.owned >> 1;
      return false;
    }
    this.places.take(lane ?? this.lane(endpointId, tenantId), bytes);
    return true;
  }

  /** Gives a reserved place back. */
  release({ endpointId, tenantId, bytes }: Reservation): void {
    this.free(this.lane(endpointId, tenantId), bytes);
  }

  /** Why new deliveries to an endpoint are held; `null` when they are not. */
  holdOf(endpointId: string): HoldReason | null {
    return this.gate.holdOf(endpointId);
  }

  /** Endpoints that have all the places they may have now, or may have none. */
  fullEndpoints(): string[] {
    const full = [...this.lanes.values()].filter((lane) => !this.places.admits(lane));
    for (const lane of full) lane.lowAt ??= lane.owned >> 1;
    return [...full.map(({ endpointId }) => endpointId), ...this.gate.backlogged()];
  }

  /** Tenants that have all the places they may have now. */
  fullTenants(): string[] {
    return this.places.fullTenants();
  }

  /** Takes deliveries on that this process owns; `reserved` when their places were taken before. */
  accept(deliveries: readonly DueDelivery[], { reserved }: { reserved: boolean }): void {
    for (const delivery of deliveries) {
      const lane = this.lane(delivery.endpointId, delivery.tenantId);
      if (!reserved) this.places.take(lane, delivery.body.length);
      this.held.add(delivery.id);
      this.newest = Math.max(this.newest, delivery.createdAt);
      if (this.stopped) {
        this.giveBack(lane, delivery);
        continue;
      }
      lane.add(delivery);
      this.turns.add(lane);
    }
    this.startWhatMay();
  }

  /** Gives those of the deliveries back that have not been started. */
  drop(deliveryIds: ReadonlySet<string>): void {
    this.giveBackWaiting(({ id }) => deliveryIds.has(id));
  }

  /** Holds what waits for a blocked endpoint; what its lane has let through goes back there. */
  hold(endpointId: string): void {
    const lane = this.lanes.get(endpointId);
    if (lane === undefined) return;
    for (const delivery of lane.removeWaiting(({ trigger }) => trigger !== 'test')) {
      if (delivery.drained) this.giveBack(lane, delivery);
      else this.holdBack(lane, delivery);
    }
  }

  /** Calls back when a delivery that a drained lane let through is recorded. */
  onFreed(listener: (endpointId: string) => void): void {
    this.freedListeners.push(listener);
  }

  /** Calls back when a lane that was full owns only half of that. */
  onLow(listener: () => void): void {
    this.lowListeners.push(listener);
  }

  /** Resolves when there is room for at least one more, at once if there is. */
  async whenRoom(): Promise<void> {
    while (!this.stopped && this.room() === 0) {
      await new Promise<void>((resolve) => this.roomListeners.push(resolve));
    }
  }

  /** Starts nothing more, gives back what waits, and resolves when all that was owned is recorded. */
  async drain(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.giveBackWaiting();
    callAll(this.roomListeners);
    while (this.places.owned > 0) {
      await new Promise<void>((resolve) => this.idleListeners.push(resolve));
    }
  }

  /** A life that goes on, but under which nothing may be sent, is paused: what waits is given back. */
  private renewed(): void {
    if (this.ownership.current() === null) this.giveBackWaiting();
    else this.startWhatMay();
  }

  private startWhatMay(): void {
    let waitMs = Infinity;
    const passes = (tenantId: string): boolean => {
      if (this.places.isBusy(tenantId)) return true;
      const wait = this.gate.waitMs(tenantId);
      if (wait > 0) waitMs = Math.min(waitMs, wait);
      return wait > 0;
    };
    while (this.mayStart()) {
      const lane = this.turns.take(passes);
      if (lane === undefined) break;
      this.startNext(lane);
    }
    if (waitMs < Infinity) this.startIn(waitMs);
  }

  /** One delivery of the lane whose turn it is. */
  private startNext(lane: Lane): void {
    if (!this.places.maySend(lane, this.gate.concurrencyOf(lane.endpointId))) return;
    const delivery = lane.next();
    if (lane.waiting > 0) this.turns.add(lane);
    if (delivery === undefined) return;
    if (delivery.owner !== this.ownership.current()) {
      this.free(lane, delivery.body.length, delivery);
    } else if (this.gate.holds(delivery)) {
      this.holdBack(lane, delivery);
    } else {
      this.start(lane, delivery);
    }
  }

  private startIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.startWhatMay(), ms).unref();
  }

  private mayStart(): boolean {
    if (this.stopped || this.budget.isSpent || !this.places.hasFreeFlight()) return false;
    return this.sink.accepting() && this.ownership.current() !== null;
  }

  private start(lane: Lane, delivery: DueDelivery): void {
    this.budget.spend();
    this.places.began(lane);
    this.gate.began(delivery);
    let out = true;
    const sent = (outcome?: AttemptOutcome): void => {
      if (!out) return;
      out = false;
      this.places.ended(lane);
      if (outcome !== undefined) this.gate.ended(delivery, outcome);
      if (lane.waiting > 0) this.turns.add(lane);
      this.startWhatMay();
    };
    void this.runner.run(delivery, sent).finally(() => {
      sent();
      this.free(lane, delivery.body.length, delivery);
    });
  }

  private giveBackWaiting(isMeant?: (delivery: DueDelivery) => boolean): void {
    for (const lane of [...this.lanes.values()]) {
      for (const delivery of lane.removeWaiting(isMeant)) this.giveBack(lane, delivery);
      if (lane.waiting === 0) this.turns.remove(lane);
    }
  }

  private giveBack(lane: Lane, delivery: DueDelivery): void {
    void this.sink
      .settle({ kind: 'release', delivery, dueAt: null })
      .finally(() => this.free(lane, delivery.body.length, delivery));
  }

  private holdBack(lane: Lane, delivery: DueDelivery): void {
    void this.sink
      .settle({ kind: 'hold', delivery, reason: 'circuit_open' })
      .finally(() => this.free(lane, delivery.body.length, delivery));
  }

  private forget(owner: string): void {
    for (const lane of [...this.lanes.values()]) {
      for (const delivery of lane.removeWaiting((waiting) => waiting.owner === owner))
        this.free(lane, delivery.body.length, delivery);
      if (lane.waiting === 0) this.turns.remove(lane);
    }
  }

  private free(lane: Lane, bytes: number, delivery?: DueDelivery): void {
    this.places.free(lane, bytes);
    if (lane.lowAt !== undefined && lane.owned <= lane.lowAt) {
      lane.lowAt = undefined;
      for (const listener of this.lowListeners) listener();
    }
    if (lane.owned === 0 && lane.inFlight === 0) this.lanes.delete(lane.endpointId);
    if (this.places.owned === 0) callAll(this.idleListeners);
    callAll(this.roomListeners);
    if (delivery !== undefined) this.ended(delivery);
  }

  private ended({ id, endpointId, drained }: DueDelivery): void {
    this.held.delete(id);
    if (drained) for (const listener of this.freedListeners) listener(endpointId);
  }

  private lane(endpointId: string, tenantId: string): Lane {
    let lane = this.lanes.get(endpointId);
    if (lane === undefined) {
      lane = new Lane(endpointId, this.places.tenant(tenantId));
      this.lanes.set(endpointId, lane);
    }
    return lane;
  }
}

function callAll(listeners: (() => void)[]): void {
  if (listeners.length === 0) return;
  for (const listener of listeners.splice(0)) listener();
}
