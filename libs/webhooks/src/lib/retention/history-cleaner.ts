import type { QueryResultRow } from 'pg';
import { MS_PER_DAY, MS_PER_HOUR } from '../common/durations';
import { LOWEST_UUID, lowestUuidAt } from '../common/ids';
import { earliestExpiry, isExpired, type RetentionWindows } from '../policy/retention';
import type { Database, Statement } from '../storage/database';
import {
  DELETE_DELIVERIES,
  DELETE_EVENTS,
  DELETE_IDEMPOTENCY_KEYS,
  DELETE_ROLLUPS,
  type DeletedRow,
  LOCK_EVENTS,
} from '../storage/sql/delete-history';
import {
  HISTORY_PAGE,
  type OldDeliveryRow,
  type OldEventRow,
  SELECT_OLD_DELIVERIES,
  SELECT_OLD_DELIVERIES_OF_ENDPOINT,
  SELECT_OLD_EVENTS,
  SELECT_OLD_EVENTS_OF_TENANT,
} from '../storage/sql/history-pages';
import {
  SELECT_TENANT_ENDPOINT_IDS,
  type TenantEndpointIdsRow,
} from '../storage/sql/select-tenants';
import type { RetentionConfig } from '../webhooks.config';

/** What a clean-up removed. */
export interface CleanUpReport {
  /** With their attempts. */
  deliveries: number;
  /** Payloads. */
  events: number;
  idempotencyKeys: number;
  /** Counters of the statistics. */
  statistics: number;
}

/** What a {@link HistoryCleaner} works with. */
export interface CleanerParts {
  database: Database;
  retention: RetentionConfig;
  /** Clock time in ms. */
  now: number;
  /** Asked before each page; `false` ends the clean-up. */
  goOn: () => Promise<boolean>;
}

/** A tenant with windows of its own. */
interface OwnWindows {
  windows: RetentionWindows;
  endpointIds: string[];
}

/**
 * One clean-up of the history: walks what is old by its time-ordered ids, page by page, and deletes
 * what has expired. What is live stays, however old, and so does the event of each delivery that stays.
 */
export class HistoryCleaner {
  readonly report: CleanUpReport = { deliveries: 0, events: 0, idempotencyKeys: 0, statistics: 0 };
  private own = new Map<string, OwnWindows>();

  constructor(private readonly parts: CleanerParts) {}

  /** Answers whether it came to its end. */
  async run(): Promise<boolean> {
    this.own = await this.ownWindows();
    return (
      (await this.cleanShared()) && (await this.cleanOwn()) && (await this.cleanKeysAndStatistics())
    );
  }

  private async ownWindows(): Promise<Map<string, OwnWindows>> {
    const { database, retention } = this.parts;
    const found = new Map<string, OwnWindows>();
    if (retention.tenant === undefined) return found;
    const rows = await database.run<TenantEndpointIdsRow>(SELECT_TENANT_ENDPOINT_IDS, []);
    for (const { tenant_id: tenantId, endpoint_ids: endpointIds } of rows) {
      const own = retention.tenant(tenantId);
      if (own === undefined) continue;
      found.set(tenantId, { windows: { ...windowsOf(retention), ...own }, endpointIds });
    }
    return found;
  }

  /** Everything but what belongs to tenants with windows of their own. */
  private async cleanShared(): Promise<boolean> {
    const windows = windowsOf(this.parts.retention);
    const shared = ({ tenant_id: tenantId }: OldEventRow): boolean => !this.own.has(tenantId);
    return (
      (await this.cleanDeliveries(SELECT_OLD_DELIVERIES, [], windows, shared)) &&
      (await this.cleanEvents(SELECT_OLD_EVENTS, [], windows, shared))
    );
  }

  /** By endpoint and by tenant, where indexes find what the others' windows would pass over. */
  private async cleanOwn(): Promise<boolean> {
    for (const [tenantId, { windows, endpointIds }] of this.own) {
      for (const endpointId of endpointIds) {
        const statement = SELECT_OLD_DELIVERIES_OF_ENDPOINT;
        if (!(await this.cleanDeliveries(statement, [endpointId], windows))) return false;
      }
      if (!(await this.cleanEvents(SELECT_OLD_EVENTS_OF_TENANT, [tenantId], windows))) return false;
    }
    return true;
  }

  private cleanDeliveries(
    select: Statement,
    values: string[],
    windows: RetentionWindows,
    counts: (row: OldDeliveryRow) => boolean = () => true,
  ): Promise<boolean> {
    const { database, now } = this.parts;
    const before = earliestExpiry(windows, now);
    return this.walk<OldDeliveryRow>(select, before, values, async (rows) => {
      const expired = rows.filter(
        (row) =>
          counts(row) &&
          isExpired({ status: row.status, completedAt: row.completed_at }, windows, now),
      );
      if (expired.length === 0) return;
      const ids = expired.map(({ id }) => id);
      this.report.deliveries += deletedBy(await database.run(DELETE_DELIVERIES, [ids]));
    });
  }

  private cleanEvents(
    select: Statement,
    values: string[],
    windows: RetentionWindows,
    counts: (row: OldEventRow) => boolean = () => true,
  ): Promise<boolean> {
    const { database, now } = this.parts;
    const before = now - windows.deliveryDays * MS_PER_DAY;
    return this.walk<OldEventRow>(select, before, values, async (rows) => {
      const ids = rows.filter(counts).map(({ id }) => id);
      if (ids.length === 0) return;
      this.report.events += await database.transaction(async (runner) => {
        const locked = await runner.run<{ id: string }>(LOCK_EVENTS, [ids]);
        return deletedBy(await runner.run(DELETE_EVENTS, [locked.map(({ id }) => id)]));
      });
    });
  }

  private async cleanKeysAndStatistics(): Promise<boolean> {
    const { retention, now } = this.parts;
    const keysBefore = now - retention.idempotencyKeyHours * MS_PER_HOUR;
    const statisticsBefore = Math.floor(
      (now - retention.statisticsDays * MS_PER_DAY) / MS_PER_HOUR,
    );
    return (
      (await this.deleteAll(DELETE_IDEMPOTENCY_KEYS, keysBefore, 'idempotencyKeys')) &&
      (await this.deleteAll(DELETE_ROLLUPS, statisticsBefore, 'statistics'))
    );
  }

  private async deleteAll(
    statement: Statement,
    before: number,
    counter: 'idempotencyKeys' | 'statistics',
  ): Promise<boolean> {
    let deleted = HISTORY_PAGE;
    while (deleted === HISTORY_PAGE) {
      if (!(await this.parts.goOn())) return false;
      deleted = deletedBy(await this.parts.database.run(statement, [before]));
      this.report[counter] += deleted;
    }
    return true;
  }

  /** Answers `false` when it was to end before its end. */
  private async walk<Row extends QueryResultRow & { id: string }>(
    select: Statement,
    beforeMs: number,
    values: string[],
    visit: (rows: Row[]) => Promise<void>,
  ): Promise<boolean> {
    const end = lowestUuidAt(beforeMs);
    let after = LOWEST_UUID;
    for (;;) {
      if (!(await this.parts.goOn())) return false;
      const rows = await this.parts.database.run<Row>(select, [after, end, ...values]);
      await visit(rows);
      const last = rows.at(-1);
      if (last === undefined || rows.length < HISTORY_PAGE) return true;
      after = last.id;
    }
  }
}

function windowsOf({ deliveryDays, deadLetterDays }: RetentionConfig): RetentionWindows {
  return { deliveryDays, deadLetterDays };
}

function deletedBy(rows: QueryResultRow[]): number {
  return (rows as DeletedRow[])[0]?.deleted ?? 0;
}
