import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DATABASE, type Database } from '../storage/database';
import {
  FOLD_LIMIT,
  FOLD_ROLLUPS,
  type FoldedRow,
  LOCK_FOLDING,
} from '../storage/sql/fold-rollups';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { FailureWatch } from './failure-watch';
import { Repeating } from './repeating';

/** How often entries are folded: many of one counter become one update, and readers find few of them. */
const INTERVAL_MS = 10_000;

/**
 * Adds up what recording has counted. Who reads counts reads what is not added up yet, too, so that
 * nothing depends on when this happens; every process that delivers does it. What follows from counts
 * for an endpoint follows in the same transaction.
 */
@Injectable()
export class RollupFolder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly repeating = new Repeating(
    'Adding up the statistics',
    () => this.fold(),
    INTERVAL_MS,
  );
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly watch: FailureWatch,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.worker) this.repeating.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.repeating.stop();
  }

  /** Folds until there are only new entries left. Answers how many it folded. */
  async fold(): Promise<number> {
    let all = 0;
    let folded = FOLD_LIMIT;
    while (folded === FOLD_LIMIT && !this.stopped) {
      folded = await this.foldSome();
      all += folded;
    }
    return all;
  }

  private async foldSome(): Promise<number> {
    const { folded, consequences } = await this.database.transaction(async (runner) => {
      const [lock] = await runner.run<{ locked: boolean }>(LOCK_FOLDING, []);
      const [row] = lock?.locked === true ? await runner.run<FoldedRow>(FOLD_ROLLUPS, []) : [];
      const consequences = await this.watch.follow(runner, row?.endpoints ?? []);
      return { folded: row?.folded ?? 0, consequences };
    });
    this.watch.tell(consequences);
    return folded;
  }
}
