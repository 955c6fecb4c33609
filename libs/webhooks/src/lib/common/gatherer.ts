/**
 * Works on items in order, one call at a time: while a call is under way the next gathers. What does
 * not fit into `limit` is dropped, so that a call that hangs can't fill the memory.
 */
export class Gatherer<Item> {
  private waiting: Item[] = [];
  private working = false;

  /**
   * @param limit most items that may wait
   * @param work takes all that has gathered; must not reject
   */
  constructor(
    private readonly limit: number,
    private readonly work: (items: Item[]) => Promise<void>,
  ) {}

  add(items: readonly Item[]): void {
    this.waiting.push(...items.slice(0, Math.max(0, this.limit - this.waiting.length)));
    if (!this.working) void this.workOff();
  }

  private async workOff(): Promise<void> {
    this.working = true;
    while (this.waiting.length > 0) await this.work(this.waiting.splice(0));
    // In the same tick as the look at `waiting`: what is added from now on starts again.
    this.working = false;
  }
}
