import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { groupBy } from '../common/group-by';
import { encodeId, newUuid } from '../common/ids';
import { serializeEnvelope } from '../events/envelope';
import { NoticeListeners, type ToldNotice } from '../events/notice-listeners';
import { compileEventFilter } from '../policy/event-filter';
import { compilePatterns } from '../registry/event-patterns';
import type { Notice, NoticeSink, NoticeTransaction } from '../registry/notices';
import { type NotifiedRow, SELECT_NOTIFIED } from '../registry/sql/select-notified';
import type { Statement } from '../storage/database';
import type { EventDraft } from '../storage/event-draft';
import { INSERT_EVENTS, insertEventsTextValues } from '../storage/sql/insert-events';

/** After the changes that they tell of, and behind what the application publishes. */
const NOTICE_PRIORITY = 4;
/** What can't reach the endpoint that it is about. */
const UNTOLD_TO_ITSELF: ReadonlySet<string> = new Set<Notice['type']>([
  'hookline.endpoint.failing',
  'hookline.endpoint.disabled',
  'hookline.endpoint.circuit_opened',
  'hookline.delivery.dead_lettered',
]);

/**
 * Publishes notices: as webhooks, written in the transaction of what they tell of, and to the listeners
 * of this process. A notice that no endpoint asks for is not stored. Who asks is read in the same
 * transaction, so that an endpoint that is being switched off is not told, and one that is switched on is.
 */
@Injectable()
export class NoticePublisher implements NoticeSink {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly listeners: NoticeListeners,
  ) {}

  async write(transaction: NoticeTransaction, notices: readonly Notice[]): Promise<void> {
    if (notices.length === 0) return;
    const tenants = [...new Set(notices.map(({ tenantId }) => tenantId))];
    const rows = (await run(transaction, SELECT_NOTIFIED, [tenants])) as NotifiedRow[];
    const byTenant = groupBy(rows.map(toNotified), ({ tenantId }) => tenantId);
    const now = this.clock.now();
    const drafts = notices
      .map((notice) => toDraft(notice, byTenant.get(notice.tenantId) ?? [], now))
      .filter(({ deliveries }) => deliveries.length > 0);
    if (drafts.length > 0)
      await run(transaction, INSERT_EVENTS, insertEventsTextValues(drafts, now));
  }

  tell(notices: readonly Notice[]): void {
    for (const { type, tenantId, data } of notices) {
      this.listeners.tell({ type, tenantId, data } as ToldNotice);
    }
  }
}

/** An endpoint that asks for notices, and for which. */
interface Notified {
  id: string;
  tenantId: string;
  asksFor: (type: Notice['type'], data: Notice['data']) => boolean;
}

function toNotified({ id, tenant_id: tenantId, events, filter }: NotifiedRow): Notified {
  const matches = compilePatterns(events);
  const passes = filter === null ? () => true : compileEventFilter(filter);
  return { id, tenantId, asksFor: (type, data) => matches(type) && passes(data) };
}

function toDraft(notice: Notice, endpoints: readonly Notified[], now: number): EventDraft {
  const { type, tenantId, data } = notice;
  const id = newUuid();
  const envelope = { id: encodeId('evt', id), type, timestampMs: now, data };
  return {
    content: {
      id,
      tenantId,
      type,
      body: Buffer.from(serializeEnvelope(envelope)),
      subject: data.endpointId,
      tags: [],
      createdAt: now,
      expiresAt: null,
      priority: NOTICE_PRIORITY,
      orderingKey: null,
      trigger: 'publish',
    },
    deliveries: endpoints
      .filter((endpoint) => wants(endpoint, notice))
      .map((endpoint) => ({
        id: newUuid(),
        endpointId: endpoint.id,
        owner: null,
        // Its lane is asked when it is claimed: notices keep no order among events.
        hold: null,
        orderingKey: null,
      })),
  };
}

function wants({ id, asksFor }: Notified, { type, endpointId, data }: Notice): boolean {
  return !(id === endpointId && UNTOLD_TO_ITSELF.has(type)) && asksFor(type, data);
}

async function run(
  transaction: NoticeTransaction,
  statement: Statement,
  values: unknown[],
): Promise<unknown> {
  if ('run' in transaction) return transaction.run(statement, values);
  return transaction.query(statement.text, values);
}
