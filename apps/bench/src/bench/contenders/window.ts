/** Bounds what is published and not yet received, so that a sustained rate is measured, not a backlog. */
export class Window {
  private taken = 0;
  private received = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  /** Takes places as soon as there is room; one after the other, however many callers wait. */
  async take(count: number): Promise<void> {
    while (this.taken - this.received >= this.size) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.taken += count;
  }

  /** So many deliveries of all were received by now. */
  arrived(total: number): void {
    if (total <= this.received) return;
    this.received = total;
    for (const resume of this.waiting.splice(0)) resume();
  }
}
