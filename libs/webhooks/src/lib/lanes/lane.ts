import type { DueDelivery } from '../storage/due-delivery';

const PRIORITIES = 10;

/** The deliveries of one endpoint in this process: what waits, by priority, and how many are out. */
export class Lane {
  /** By priority; made when they are needed, because a lane may live for one delivery only. */
  private readonly queues: (DueDelivery[] | undefined)[] = [];
  private waitingCount = 0;
  /** Deliveries that are being sent. */
  inFlight = 0;
  /** Places taken: reserved, waiting, in flight, or sent and not yet recorded. */
  owned = 0;

  constructor(readonly endpointId: string) {}

  get waiting(): number {
    return this.waitingCount;
  }

  add(delivery: DueDelivery): void {
    (this.queues[delivery.priority] ??= []).push(delivery);
    this.waitingCount += 1;
  }

  /** The oldest delivery of the highest priority. */
  next(): DueDelivery | undefined {
    for (let priority = PRIORITIES - 1; priority >= 0; priority -= 1) {
      const delivery = this.queues[priority]?.shift();
      if (delivery !== undefined) {
        this.waitingCount -= 1;
        return delivery;
      }
    }
    return undefined;
  }

  /** Takes out what waits under an owner, or all of it. */
  removeWaiting(owner?: string): DueDelivery[] {
    const removed: DueDelivery[] = [];
    this.queues.forEach((queue = [], priority) => {
      const kept = queue.filter((delivery) => owner !== undefined && delivery.owner !== owner);
      removed.push(...queue.filter((delivery) => owner === undefined || delivery.owner === owner));
      this.queues[priority] = kept;
    });
    this.waitingCount -= removed.length;
    return removed;
  }
}
