import type { LoggerService } from '@nestjs/common';

/** Something that is tried again and again: logged when it begins to fail and when it works again, not each time. */
export class FailureLog {
  private failingNow = false;

  /** @param what begins the sentences, e.g. `The heartbeat` */
  constructor(
    private readonly logger: LoggerService,
    private readonly what: string,
  ) {}

  /** Whether the last try failed. */
  get failing(): boolean {
    return this.failingNow;
  }

  failed(error: Error): void {
    if (!this.failingNow) this.logger.error(`${this.what} fails: ${error.message}`);
    this.failingNow = true;
  }

  succeeded(): void {
    if (this.failingNow) this.logger.log(`${this.what} works again`);
    this.failingNow = false;
  }
}
