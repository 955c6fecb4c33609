import { Inject, Injectable } from '@nestjs/common';
import type { DueDelivery } from '../storage/due-delivery';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { DeliveryRunner } from './delivery-runner';
import { Lane } from './lane';
import { OUTCOME_SINK, type OutcomeSink } from './outcome-sink';
import { OWNERSHIP, type Ownership } from './ownership';

/**
 * Every endpoint has a lane of its own; lanes take turns. An endpoint gets a limited number of
 * deliveries in flight, and no more of the process's memory than is left to everyone else, so that
 * any number of slow ones leaves room for the next healthy one.
 */
@Injectable()
export class LaneScheduler {
  private readonly lanes = new Map<string, Lane>();
  /** Lanes with something to start, in turn. */
  private readonly ready = new Set<Lane>();
  private readonly idleListeners: (() => void)[] = [];
  private readonly roomListeners: (() => void)[] = [];
  /** Deliveries that are waiting, in flight, or not yet recorded. */
  private readonly held = new Set<string>();
  private owned = 0;
  private inFlight = 0;
  private stopped = false;

  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly runner: DeliveryRunner,
    @Inject(OUTCOME_SINK) private readonly sink: OutcomeSink,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
  ) {
    sink.onAccepting(() => this.startWhatMay());
    ownership.onRenewed(() => this.startWhatMay());
    ownership.onLost((owner) => this.forget(owner));
  }

  /** How many more deliveries this process may own. */
  room(): number {
    return this.stopped ? 0 : Math.max(0, this.config.delivery.maxOwned - this.owned);
  }

  /** Deliveries waiting or in flight, in this process. */
  load(): { owned: number; inFlight: number; waiting: number } {
    let waiting = 0;
    for (const lane of this.lanes.values()) waiting += lane.waiting;
    return { owned: this.owned, inFlight: this.inFlight, waiting };
  }

  /** Whether this process has a delivery in memory. */
  holds(deliveryId: string): boolean {
    return this.held.has(deliveryId);
  }

  /** Takes a place for a delivery that is about to be inserted; false when there is none. */
  reserve(endpointId: string): boolean {
    if (!this.admits(this.lanes.get(endpointId)?.owned ?? 0)) return false;
    this.lane(endpointId).owned += 1;
    this.owned += 1;
    return true;
  }

  /** Gives a reserved place back. */
  release(endpointId: string): void {
    this.free(this.lane(endpointId));
  }

  /** Endpoints that have all the places they may have now. */
  fullEndpoints(): string[] {
    return [...this.lanes.values()]
      .filter((lane) => !this.admits(lane.owned))
      .map(({ endpointId }) => endpointId);
  }

  /** Takes deliveries on that this process owns; `reserved` when their places were taken before. */
  accept(deliveries: readonly DueDelivery[], { reserved }: { reserved: boolean }): void {
    for (const delivery of deliveries) {
      const lane = this.lane(delivery.endpointId);
      if (!reserved) {
        lane.owned += 1;
        this.owned += 1;
      }
      this.held.add(delivery.id);
      if (this.stopped) {
        this.giveBack(lane, delivery);
        continue;
      }
      lane.add(delivery);
      this.ready.add(lane);
    }
    this.startWhatMay();
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
    this.ready.clear();
    for (const lane of [...this.lanes.values()]) {
      for (const delivery of lane.removeWaiting()) this.giveBack(lane, delivery);
    }
    callAll(this.roomListeners);
    while (this.owned > 0) {
      await new Promise<void>((resolve) => this.idleListeners.push(resolve));
    }
  }

  /**
   * An endpoint may own as much as is left free. One slow endpoint gets half at most, two a third
   * each, and so on (the dynamic threshold of shared-memory switches, Choudhury and Hahne 1998).
   */
  private admits(ownedByEndpoint: number): boolean {
    return ownedByEndpoint < this.room();
  }

  private startWhatMay(): void {
    while (this.mayStart()) {
      const [lane] = this.ready;
      if (lane === undefined) return;
      this.ready.delete(lane);
      if (lane.inFlight >= this.config.delivery.concurrencyPerEndpoint) continue;
      const delivery = lane.next();
      if (delivery === undefined) continue;
      this.ready.add(lane);
      if (delivery.owner === this.ownership.current()) this.start(lane, delivery);
      else this.free(lane, delivery);
    }
  }

  private mayStart(): boolean {
    return (
      !this.stopped &&
      this.inFlight < this.config.delivery.concurrency &&
      this.sink.accepting() &&
      this.ownership.current() !== null
    );
  }

  private start(lane: Lane, delivery: DueDelivery): void {
    lane.inFlight += 1;
    this.inFlight += 1;
    let out = true;
    const sent = (): void => {
      if (!out) return;
      out = false;
      lane.inFlight -= 1;
      this.inFlight -= 1;
      if (lane.waiting > 0) this.ready.add(lane);
      this.startWhatMay();
    };
    void this.runner.run(delivery, sent).finally(() => {
      sent();
      this.free(lane, delivery);
    });
  }

  private giveBack(lane: Lane, delivery: DueDelivery): void {
    void this.sink
      .settle({ kind: 'release', delivery, dueAt: null })
      .finally(() => this.free(lane, delivery));
  }

  private forget(owner: string): void {
    for (const lane of [...this.lanes.values()]) {
      for (const delivery of lane.removeWaiting(owner)) this.free(lane, delivery);
    }
  }

  private free(lane: Lane, delivery?: DueDelivery): void {
    if (delivery !== undefined) this.held.delete(delivery.id);
    lane.owned -= 1;
    this.owned -= 1;
    if (lane.owned === 0 && lane.inFlight === 0) this.lanes.delete(lane.endpointId);
    if (this.owned === 0) callAll(this.idleListeners);
    callAll(this.roomListeners);
  }

  private lane(endpointId: string): Lane {
    let lane = this.lanes.get(endpointId);
    if (lane === undefined) {
      lane = new Lane(endpointId);
      this.lanes.set(endpointId, lane);
    }
    return lane;
  }
}

function callAll(listeners: (() => void)[]): void {
  if (listeners.length === 0) return;
  for (const listener of listeners.splice(0)) listener();
}
