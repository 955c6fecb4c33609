import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { SystemClock } from '../clock/system-clock';
import { DATABASE, type Database } from './database';
import { SELECT_NOW } from './sql/select-now';

/** How often the offset is refreshed; quartz drifts by well under a millisecond in this time. */
const INTERVAL_MS = 10_000;

/** Keeps the clock on the database's time, so that processes agree on what is due. */
@Injectable()
export class ClockSynchronizer implements OnModuleInit {
  private readonly logger = new Logger('Hookline');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const { clock } = this;
    // A clock of the application's own, in tests, is left alone.
    if (!(clock instanceof SystemClock)) return;
    await this.synchronize(clock);
    this.timer = setInterval(() => {
      this.synchronize(clock).catch((error: Error) => {
        this.logger.warn(`The database's time could not be read: ${error.message}`);
      });
    }, INTERVAL_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async synchronize(clock: SystemClock): Promise<void> {
    // In a transaction, which has its connection by then: what connecting takes says nothing about the time.
    await this.database.transaction(async (runner) => {
      const sentAt = clock.monotonic();
      const [row] = await runner.run<{ now: number }>(SELECT_NOW, []);
      if (row !== undefined) clock.synchronize(row.now, sentAt);
    });
  }
}
