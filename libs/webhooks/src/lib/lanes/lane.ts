import type { DueDelivery } from '../storage/due-delivery';
import type { TenantLoad } from './places';

export const PRIORITIES = 10;
/** Every so many turns go to what waits for the longest, so that low priorities are served, too. */
export const AGED_TURN = 8;

/** The deliveries of one endpoint in this process: what waits, by priority, and how many are out. */
export class Lane {
  /** By priority; made when they are needed, because a lane may live for one delivery only. */
  private readonly queues: (DueDelivery[] | undefined)[] = [];
  private waitingCount = 0;
  private taken = 0;
  /** Deliveries that are being sent. */
  inFlight = 0;
  /** Places taken: reserved, waiting, in flight, or sent and not yet recorded. */
  owned = 0;
  /** It was full; when it owns no more than so many, it takes more. */
  lowAt: number | undefined;
  /** Where it stands in line for its turn; `undefined` while it has nothing to start. */
  readyPriority: number | undefined;
  /** When it got in line: a count, not a time. */
  readySince = 0;

  constructor(
    readonly endpointId: string,
    /** What all lanes of its tenant have, this one included. */
    readonly tenant: TenantLoad,
  ) {}

  get waiting(): number {
    return this.waitingCount;
  }

  add(delivery: DueDelivery): void {
    (this.queues[delivery.priority] ??= []).push(delivery);
    this.waitingCount += 1;
  }

  /** The priority of what would go next by its priority. */
  nextPriority(): number {
    for (let priority = PRIORITIES - 1; priority > 0; priority -= 1) {
      if ((this.queues[priority]?.length ?? 0) > 0) return priority;
    }
    return 0;
  }

  /** The oldest delivery of the highest priority; now and then the oldest of all. */
  next(): DueDelivery | undefined {
    this.taken += 1;
    const priority = this.taken % AGED_TURN === 0 ? this.oldestPriority() : this.nextPriority();
    const delivery = this.queues[priority]?.shift();
    if (delivery !== undefined) this.waitingCount -= 1;
    return delivery;
  }

  /** Takes out what waits and is meant, or all of it. */
  removeWaiting(isMeant: (delivery: DueDelivery) => boolean = () => true): DueDelivery[] {
    const removed: DueDelivery[] = [];
    this.queues.forEach((queue = [], priority) => {
      removed.push(...queue.filter(isMeant));
      this.queues[priority] = queue.filter((delivery) => !isMeant(delivery));
    });
    this.waitingCount -= removed.length;
    return removed;
  }

  private oldestPriority(): number {
    let oldest = 0;
    let oldestAt = Infinity;
    this.queues.forEach((queue, priority) => {
      const createdAt = queue?.[0]?.createdAt;
      if (createdAt !== undefined && createdAt < oldestAt) {
        oldestAt = createdAt;
        oldest = priority;
      }
    });
    return oldest;
  }
}
