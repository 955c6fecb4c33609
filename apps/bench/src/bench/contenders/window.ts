/** Bounds what is published and not yet received, so that a sustained rate is measured, not a backlog. */
export class Window {
  private taken = 0;
  private received = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (this.taken - this.received >= this.size) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Takes places; call it in the same turn in which {@link room} resolved. */
  take(count: number): void {
    this.taken += count;
  }

  /** So many deliveries of all were received by now. */
  arrived(total: number): void {
    if (total <= this.received) return;
    this.received = total;
    for (const resume of this.waiting.splice(0)) resume();
  }
}
