import { HOLD_REASONS, type HoldReason } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { CLOCK, type Clock } from '../../clock/clock';
import { DATABASE, type Database } from '../../storage/database';
import { LIMIT_STATEMENTS } from '../../storage/sql/limit-statements';
import { type BacklogRow, SELECT_BACKLOG } from '../../storage/sql/select-backlog';

/** However often is scraped, Postgres is asked no more often. */
const FRESH_MS = 1_000;
/** After which Postgres gives the statement up: no scrape may slow deliveries down. */
const STATEMENT_TIMEOUT_MS = 1_000;
/** After which a scrape goes on without an answer. Scrapers wait 10 s by default, for everything. */
const PATIENCE_MS = 2_000;

/** What waits in Postgres. Counts end at 10,000. */
export interface BacklogView {
  /** How long the oldest delivery has been due that nobody owns, in seconds; 0 when none is due. */
  dueAgeSeconds: number;
  due: number;
  held: Record<HoldReason, number>;
}

/** Reads what waits in Postgres, for scrapes: rarely, in bounded time, and never with an error. */
@Injectable()
export class Backlog {
  private latest: Promise<BacklogView | null> = Promise.resolve(null);
  private readAt = -Infinity;
  private reading = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What waits, as of at most a second ago; `null` when Postgres does not answer in time. */
  read(): Promise<BacklogView | null> {
    const now = this.clock.monotonic();
    if (!this.reading && now - this.readAt >= FRESH_MS) {
      this.readAt = now;
      this.reading = true;
      const answer = this.select().finally(() => (this.reading = false));
      this.latest = Promise.race([answer, delay(PATIENCE_MS, null, { ref: false })]);
    }
    return this.latest;
  }

  private async select(): Promise<BacklogView | null> {
    try {
      const now = this.clock.now();
      const [row] = await this.database.transaction(async (runner) => {
        await runner.run(LIMIT_STATEMENTS, [String(STATEMENT_TIMEOUT_MS)]);
        return runner.run<BacklogRow>(SELECT_BACKLOG, [now]);
      });
      return row === undefined ? null : toView(row, now);
    } catch {
      // Whether Postgres answers is itself a metric; what is wrong is in the log of those who need it.
      return null;
    }
  }
}

function toView(row: BacklogRow, now: number): BacklogView {
  const held = HOLD_REASONS.map((reason) => [reason, row[`held_${reason}`]] as const);
  return {
    dueAgeSeconds: Math.max(0, now - (row.oldest_due_at ?? now)) / 1_000,
    due: row.due,
    held: Object.fromEntries(held) as Record<HoldReason, number>,
  };
}
