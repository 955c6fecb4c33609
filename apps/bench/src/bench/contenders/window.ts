/** Bounds what is published and not yet received, so that a sustained rate is measured, not a backlog. */
export class Window {
  private taken = 0;
  private received = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  /**
   * Takes places as soon as there is room; one caller after the other, however many wait. Answers false,
   * and takes nothing, when they are no longer wanted by then.
   */
  async take(count: number, wanted: () => boolean = () => true): Promise<boolean> {
    while (wanted() && this.taken - this.received >= this.size) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (!wanted()) return false;
    this.taken += count;
    return true;
  }

  /** So many deliveries of all were received by now. */
  arrived(total: number): void {
    if (total <= this.received) return;
    this.received = total;
    for (const resume of this.waiting.splice(0)) resume();
  }
}
