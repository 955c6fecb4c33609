/** Counts exchanges that are under way, so that closing can wait for them. */
export class InFlight {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  async track<Result>(exchange: Promise<Result>): Promise<Result> {
    this.count += 1;
    try {
      return await exchange;
    } finally {
      this.count -= 1;
      if (this.count === 0) this.waiting.splice(0).forEach((resolve) => resolve());
    }
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
