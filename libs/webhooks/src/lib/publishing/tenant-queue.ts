import { addTo, NOTHING_WAITS, takeFrom, type WaitingLoad } from '../policy/waiting-limits';

/** Something that waits, and how much it is. */
export interface Weighed {
  load: WaitingLoad;
}

/** What one tenant has waiting, and how much of it is taken already. */
interface Queue<Item> {
  items: Item[];
  taken: number;
  load: WaitingLoad;
}

/** What waits, by tenant. Tenants take turns, so that one with much waiting does not delay the others. */
export class TenantQueue<Item extends Weighed> {
  private readonly queues = new Map<string, Queue<Item>>();
  private readonly total: WaitingLoad = { ...NOTHING_WAITS };

  get isEmpty(): boolean {
    return this.queues.size === 0;
  }

  /** All that waits. */
  get load(): Readonly<WaitingLoad> {
    return this.total;
  }

  /** All of a tenant that waits. */
  loadOf(tenantId: string): Readonly<WaitingLoad> {
    return this.queues.get(tenantId)?.load ?? NOTHING_WAITS;
  }

  add(tenantId: string, item: Item): void {
    const queue: Queue<Item> = this.queues.get(tenantId) ?? {
      items: [],
      taken: 0,
      load: { ...NOTHING_WAITS },
    };
    queue.items.push(item);
    addTo(queue.load, item.load);
    addTo(this.total, item.load);
    this.queues.set(tenantId, queue);
  }

  /**
   * Takes one of each tenant in turn, until one does not fit; the first always does.
   * @param fits asked once for each item that is about to be taken, in order
   * @param resting tenants of which nothing is taken
   */
  take(fits: (item: Item) => boolean, resting?: ReadonlySet<string>): Item[] {
    const taken: Item[] = [];
    let more = true;
    while (more) more = this.takeTurn(taken, fits, resting);
    this.removeTaken();
    return taken;
  }

  /** One of each tenant; answers whether there may be a next turn. */
  private takeTurn(
    taken: Item[],
    fits: (item: Item) => boolean,
    resting?: ReadonlySet<string>,
  ): boolean {
    const before = taken.length;
    for (const [tenantId, queue] of this.queues) {
      const item = queue.items[queue.taken];
      if (item === undefined || resting?.has(tenantId) === true) continue;
      if (!fits(item) && taken.length > 0) return false;
      queue.taken += 1;
      takeFrom(queue.load, item.load);
      takeFrom(this.total, item.load);
      taken.push(item);
    }
    return taken.length > before;
  }

  /** Whoever was served stands behind the others the next time. */
  private removeTaken(): void {
    for (const [tenantId, queue] of [...this.queues]) {
      if (queue.taken === 0) continue;
      this.queues.delete(tenantId);
      queue.items.splice(0, queue.taken);
      queue.taken = 0;
      if (queue.items.length > 0) this.queues.set(tenantId, queue);
    }
  }
}
