/** A caller who waits for places. */
interface Waiting {
  count: number;
  wanted: () => boolean;
  answer: (taken: boolean) => void;
}

/** Bounds what is published and not yet received, so that a sustained rate is measured, not a backlog. */
export class Window {
  private taken = 0;
  private received = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly size: number) {}

  /**
   * Takes places as soon as there is room; one caller after the other, however many wait. Answers false,
   * and takes nothing, when they are no longer wanted by then.
   */
  take(count: number, wanted: () => boolean = () => true): Promise<boolean> {
    if (!wanted()) return Promise.resolve(false);
    if (this.hasRoom()) {
      this.taken += count;
      return Promise.resolve(true);
    }
    return new Promise((answer) => this.waiting.push({ count, wanted, answer }));
  }

  /** So many deliveries of all were received by now. Whoever finds no room then is not woken. */
  arrived(total: number): void {
    this.received = Math.max(this.received, total);
    let served = 0;
    for (const { count, wanted, answer } of this.waiting) {
      const stays = wanted();
      if (stays && !this.hasRoom()) break;
      if (stays) this.taken += count;
      answer(stays);
      served += 1;
    }
    this.waiting.splice(0, served);
  }

  private hasRoom(): boolean {
    return this.taken - this.received < this.size;
  }
}
