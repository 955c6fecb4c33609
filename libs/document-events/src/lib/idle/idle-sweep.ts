import { CLOCK, type Clock, type PublishManyItem, WebhookPublisher } from '@hookline/webhooks';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DOCUMENT_EVENTS_CONFIG, type DocumentEventsConfig } from '../document-events.config';
import { DocumentIdle } from '../events/document-idle.event';
import { eventFields, publishContext } from '../state/document-outcome';
import { DocumentDatabase, query } from '../storage/document-database';
import { keyOf, type StateRow } from '../storage/document-rows';
import { idleTimeoutOf } from './endpoint-options';
import { endpointsOf, ownTimeouts } from './endpoint-rows';

/** Documents that one transaction tells of, about. */
const PAGE = 500;
/** How long a clock may lag behind while there is nothing to tell: writing it twice a second would be for nothing. */
const LAG_MS = 5_000;

const SELECT_CLOCKS = 'SELECT timeout_ms FROM hookline.document_idle_clock';

const START_CLOCKS = `
INSERT INTO hookline.document_idle_clock (timeout_ms, swept_to)
SELECT timeout, $2::timestamptz FROM unnest($1::bigint[]) AS timeout ON CONFLICT DO NOTHING`;

const STOP_CLOCKS =
  'DELETE FROM hookline.document_idle_clock WHERE timeout_ms = ANY ($1::bigint[])';

const TAKE_CLOCK = `
SELECT swept_to FROM hookline.document_idle_clock
WHERE timeout_ms = $1 AND swept_to < $2 FOR UPDATE SKIP LOCKED`;

const MOVE_CLOCK = 'UPDATE hookline.document_idle_clock SET swept_to = $2 WHERE timeout_ms = $1';

/** Where the page ends; documents of the same moment are not parted. */
const SELECT_CUT = `
SELECT max(idle_from) AS cut, count(*)::int AS found FROM (
  SELECT idle_from FROM hookline.document_state
  WHERE archived_at IS NULL AND idle_from > $1 AND idle_from <= $2
  ORDER BY idle_from LIMIT $3) AS page`;

/** Held against changes until the events are written; two timeouts may hold the same document. */
const SELECT_IDLE = `
SELECT tenant_id, namespaced_document_id, document_id, last_activity_at, origin
FROM hookline.document_state
WHERE archived_at IS NULL AND idle_from > $1 AND idle_from <= $2
ORDER BY idle_from, tenant_id, namespaced_document_id FOR SHARE`;

type IdleRow = Pick<
  StateRow,
  'tenant_id' | 'namespaced_document_id' | 'document_id' | 'last_activity_at' | 'origin'
>;

/**
 * Tells of documents that have become idle. For each distinct timeout among the endpoints there is one
 * clock in the database: the time up to which documents were told of. Whoever takes it looks at those
 * whose time has passed since, tells, and moves it on, in one transaction. So each document is told of
 * once for each timeout and period, whichever process does it and whenever it dies.
 */
@Injectable()
export class IdleSweep {
  constructor(
    private readonly database: DocumentDatabase,
    private readonly publisher: WebhookPublisher,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DOCUMENT_EVENTS_CONFIG) private readonly config: DocumentEventsConfig,
  ) {}

  /** Tells of all whose time has come, as far as no other process is about to. */
  async sweep(): Promise<void> {
    for (const timeout of await this.timeouts()) {
      while (await this.sweepPage(timeout));
    }
  }

  /** Every distinct timeout; clocks are started for new ones, and stopped for those that nobody has. */
  private async timeouts(): Promise<number[]> {
    const own = await ownTimeouts(this.database);
    const wanted = new Set(
      [{}, ...own.map((idleTimeout) => ({ idleTimeout }))].map(this.timeoutOf),
    );
    const rows = await this.database.rows<{ timeout_ms: string }>(SELECT_CLOCKS, []);
    const running = new Set(rows.map(({ timeout_ms }) => Number(timeout_ms)));
    const started = [...wanted].filter((timeout) => !running.has(timeout));
    const stopped = [...running].filter((timeout) => !wanted.has(timeout));
    if (started.length > 0) {
      await this.database.rows(START_CLOCKS, [started, new Date(this.clock.now())]);
    }
    if (stopped.length > 0) await this.database.rows(STOP_CLOCKS, [stopped]);
    return [...wanted];
  }

  private readonly timeoutOf = (options: unknown): number => idleTimeoutOf(options, this.config);

  /** Answers whether there may be more. */
  private sweepPage(timeout: number): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const now = this.clock.now();
      const values = [timeout, new Date(now)];
      const [clock] = await query<{ swept_to: Date }>(manager, TAKE_CLOCK, values);
      if (clock === undefined) return false;
      const sweptTo = clock.swept_to.getTime();
      const from = new Date(sweptTo - timeout);
      const to = new Date(now - timeout);
      const [page] = await query<{ cut: Date | null; found: number }>(manager, SELECT_CUT, [
        from,
        to,
        PAGE,
      ]);
      const { cut, found } = page ?? { cut: null, found: 0 };
      if (cut !== null) await this.tell(manager, timeout, from, cut);
      const full = cut !== null && found === PAGE;
      if (cut !== null || now - sweptTo > LAG_MS) {
        const moved = full ? cut.getTime() + timeout : now;
        await query(manager, MOVE_CLOCK, [timeout, new Date(moved)]);
      }
      return full;
    });
  }

  private async tell(manager: EntityManager, timeout: number, from: Date, to: Date): Promise<void> {
    const idle = await query<IdleRow>(manager, SELECT_IDLE, [from, to]);
    const endpoints = await endpointsOf(
      manager,
      idle.map(({ tenant_id: tenantId }) => tenantId),
    );
    const items = idle.flatMap((row): PublishManyItem[] => {
      const mine = (endpoints.get(row.tenant_id) ?? [])
        .filter(({ options }) => this.timeoutOf(options) === timeout)
        .map(({ id }) => id);
      if (mine.length === 0) return [];
      const event = this.eventOf(row, timeout);
      return [{ event, ...publishContext(keyOf(row)), endpoints: mine }];
    });
    await this.publisher.publishMany(items, { manager });
  }

  private eventOf(row: IdleRow, timeout: number): DocumentIdle {
    const lastActivityAt = row.last_activity_at.getTime();
    const fields = eventFields(keyOf(row), row.document_id, this.clock.now(), row.origin);
    return Object.assign(new DocumentIdle(), fields, {
      idleSince: lastActivityAt + timeout,
      lastActivityAt,
      idleTimeout: timeout,
    });
  }
}
