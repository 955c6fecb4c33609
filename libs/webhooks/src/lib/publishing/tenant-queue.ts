/** What one tenant has waiting, and how much of it is taken already. */
interface Queue<Item> {
  items: Item[];
  taken: number;
  weight: number;
}

/** What waits, by tenant. Tenants take turns, so that one with much waiting does not delay the others. */
export class TenantQueue<Item> {
  private readonly queues = new Map<string, Queue<Item>>();

  /** @param weigh what an item counts for */
  constructor(private readonly weigh: (item: Item) => number) {}

  get isEmpty(): boolean {
    return this.queues.size === 0;
  }

  /** What all items of a tenant that wait count for. */
  weightOf(tenantId: string): number {
    return this.queues.get(tenantId)?.weight ?? 0;
  }

  add(tenantId: string, item: Item): void {
    const queue = this.queues.get(tenantId) ?? { items: [], taken: 0, weight: 0 };
    queue.items.push(item);
    queue.weight += this.weigh(item);
    this.queues.set(tenantId, queue);
  }

  /**
   * Takes one of each tenant in turn, until one does not fit; the first always does.
   * @param fits asked once for each item that is about to be taken, in order
   */
  take(fits: (item: Item) => boolean): Item[] {
    const taken: Item[] = [];
    let more = true;
    while (more) more = this.takeTurn(taken, fits);
    this.removeTaken();
    return taken;
  }

  /** One of each tenant; answers whether there may be a next turn. */
  private takeTurn(taken: Item[], fits: (item: Item) => boolean): boolean {
    const before = taken.length;
    for (const queue of this.queues.values()) {
      const item = queue.items[queue.taken];
      if (item === undefined) continue;
      if (!fits(item) && taken.length > 0) return false;
      queue.taken += 1;
      queue.weight -= this.weigh(item);
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
