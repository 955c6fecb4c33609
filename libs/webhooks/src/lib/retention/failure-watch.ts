import { Inject, Injectable, Logger } from '@nestjs/common';
import { recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { groupBy } from '../common/group-by';
import { encodeId } from '../common/ids';
import {
  continueStreak,
  type FailureStreak,
  isFailing,
  isHopeless,
} from '../policy/failure-streak';
import { EndpointCache } from '../registry/endpoint-cache';
import { NOTICE_SINK, type Notice, type NoticeSink } from '../registry/notices';
import { DISABLE_FAILING, LOCK_ENDPOINTS } from '../registry/sql/disable-failing';
import { disabledNotice } from '../registry/switch-notice';
import type { StatementRunner } from '../storage/database';
import {
  type DeadLetteredRow,
  FORGET_FAILURES,
  SAVE_FAILURES,
  SELECT_DEAD_LETTERED,
} from '../storage/sql/endpoint-failures';
import type { TroubledRow } from '../storage/sql/fold-rollups';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { deadLetteredNotice, failingNotice, recoveredNotice } from './failure-notices';

/** What followed from counts; to be told after the commit. */
export interface Consequences {
  notices: Notice[];
  /** Endpoints that were switched off. */
  disabled: { tenantId: string; id: string }[];
}

/** An endpoint whose last attempts failed. */
interface Troubled {
  row: TroubledRow;
  streak: FailureStreak;
  /** When its tenant was told, clock time in ms; `null` when not yet. */
  noticedAt: number | null;
}

/**
 * Follows which endpoints fail, from the counts of what was recorded: each count once, in the transaction
 * that adds it up, so that a crash neither loses nor repeats what follows from it. The way of a delivery
 * knows nothing of this.
 */
@Injectable()
export class FailureWatch {
  private readonly logger = new Logger('Hookline');

  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly cache: EndpointCache,
    @Inject(NOTICE_SINK) private readonly sink: NoticeSink,
  ) {}

  /** Draws the consequences of counts, in the transaction that takes them. */
  async follow(runner: StatementRunner, rows: readonly TroubledRow[]): Promise<Consequences> {
    const { disableAfterMs } = this.config.delivery;
    const consequences: Consequences = { notices: [], disabled: [] };
    if (rows.length === 0) return consequences;
    const troubled = rows.flatMap(toTroubled);
    const hopeless = troubled.filter(({ streak }) => isHopeless(streak, disableAfterMs));
    // Before the failures are written: who changes an endpoint locks it first, too.
    if (hopeless.length > 0) await runner.run(LOCK_ENDPOINTS, [hopeless.map(idOf)]);
    consequences.notices.push(...(await this.forget(runner, rows)));
    const saved = await this.save(runner, troubled, consequences);
    for (const each of hopeless) {
      if (saved.has(idOf(each))) await this.disable(runner, each, consequences);
    }
    consequences.notices.push(...(await this.deadLetters(runner, rows)));
    await this.sink.write(runner, consequences.notices);
    return consequences;
  }

  /** Call it after the commit. */
  tell({ notices, disabled }: Consequences): void {
    for (const { tenantId, id } of disabled) {
      this.cache.invalidate(tenantId, id);
      this.logger.warn(`Endpoint ${encodeId('ep', id)} was switched off: it failed for too long`);
    }
    this.sink.tell(notices);
  }

  /** What a success has ended. */
  private async forget(runner: StatementRunner, rows: readonly TroubledRow[]): Promise<Notice[]> {
    const ended = rows.filter(hasEnded);
    const over = ended.filter((row) => row.since === null).map((row) => row.endpoint_id);
    if (over.length > 0) await runner.run(FORGET_FAILURES, [over]);
    return ended.filter((row) => row.noticed_at !== null).map(recoveredNotice);
  }

  /** Answers which were written: not those that somebody switched on meanwhile. */
  private async save(
    runner: StatementRunner,
    troubled: readonly Troubled[],
    { notices }: Consequences,
  ): Promise<ReadonlySet<string>> {
    if (troubled.length === 0) return new Set();
    const now = this.clock.now();
    const isNews = ({ streak, noticedAt }: Troubled): boolean =>
      noticedAt === null && isFailing(streak);
    const rows = await runner.run<{ endpoint_id: string }>(SAVE_FAILURES, [
      troubled.map(idOf),
      troubled.map(({ streak }) => streak.since),
      troubled.map(({ streak }) => streak.lastAt),
      troubled.map(({ streak }) => streak.attempts),
      troubled.map((each) => (isNews(each) ? now : each.noticedAt)),
      troubled.map(({ row }) => row.known_since),
    ]);
    const saved = new Set(rows.map(({ endpoint_id: id }) => id));
    const { disableAfterMs } = this.config.delivery;
    for (const each of troubled) {
      if (!isNews(each) || !saved.has(idOf(each))) continue;
      notices.push(failingNotice(each.row, each.streak, disableAfterMs));
    }
    return saved;
  }

  private async disable(
    runner: StatementRunner,
    { row, streak }: Troubled,
    { notices, disabled }: Consequences,
  ): Promise<void> {
    const id = row.endpoint_id;
    const at = this.clock.now();
    const [switched] = await runner.run<{ tenant_id: string }>(DISABLE_FAILING, [
      id,
      at,
      streak.since,
    ]);
    if (switched === undefined) return;
    const tenantId = switched.tenant_id;
    await recordAudit(runner, {
      tenantId,
      action: 'endpoint.updated',
      resourceId: encodeId('ep', id),
      before: { active: true, disabledReason: null },
      after: { active: false, disabledReason: 'failing' },
      at,
    });
    notices.push(disabledNotice({ id, tenantId }, 'failing', at));
    disabled.push({ tenantId, id });
  }

  private async deadLetters(
    runner: StatementRunner,
    rows: readonly TroubledRow[],
  ): Promise<Notice[]> {
    const dead = rows.filter((row) => row.dead_letters > 0);
    if (dead.length === 0) return [];
    const named = await runner.run<DeadLetteredRow>(SELECT_DEAD_LETTERED, [
      dead.map((row) => row.endpoint_id),
      dead.map((row) => row.dead_from),
      dead.map((row) => row.dead_to),
    ]);
    const byEndpoint = groupBy(named, (row) => row.endpoint_id);
    return dead.map((row) => deadLetteredNotice(row, byEndpoint.get(row.endpoint_id) ?? []));
  }
}

function idOf({ row }: Troubled): string {
  return row.endpoint_id;
}

/** Whether what was known to fail has succeeded since. */
function hasEnded({ known_since: since, success_at: successAt }: TroubledRow): boolean {
  return since !== null && successAt !== null && successAt >= since;
}

function toTroubled(row: TroubledRow): Troubled[] {
  const known = streakOf(row.known_since, row.known_last_at, row.known_attempts);
  const failures = streakOf(row.since, row.last_at, row.attempts);
  const streak = continueStreak(known, { successAt: row.success_at, failures });
  if (streak === null) return [];
  return [{ row, streak, noticedAt: hasEnded(row) ? null : row.noticed_at }];
}

function streakOf(
  since: number | null,
  lastAt: number | null,
  attempts: number | null,
): FailureStreak | null {
  if (since === null || lastAt === null || attempts === null) return null;
  return { since, lastAt, attempts };
}
