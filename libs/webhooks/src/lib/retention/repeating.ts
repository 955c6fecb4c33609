import { Logger } from '@nestjs/common';
import { FailureLog } from '../common/failure-log';

/** Work that is done again and again, one round at a time. A round that fails is logged, once, and tried again. */
export class Repeating {
  private readonly failures: FailureLog;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;

  /** @param what begins the sentences of the log, e.g. `The clean-up` */
  constructor(
    what: string,
    private readonly work: () => Promise<unknown>,
    private readonly intervalMs: number,
  ) {
    this.failures = new FailureLog(new Logger('Hookline'), what);
  }

  /** The first round is one interval away. */
  start(): void {
    this.timer = setInterval(() => this.round(), this.intervalMs);
    this.timer.unref();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private round(): void {
    this.working ??= this.work()
      .then(
        () => this.failures.succeeded(),
        (error: Error) => this.failures.failed(error),
      )
      .finally(() => (this.working = undefined));
  }
}
