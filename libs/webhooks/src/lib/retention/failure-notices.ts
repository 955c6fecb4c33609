import type { DeadLetteredDelivery } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { FailureStreak } from '../policy/failure-streak';
import type { Notice } from '../registry/notices';
import type { DeadLetteredRow } from '../storage/sql/endpoint-failures';
import type { TroubledRow } from '../storage/sql/fold-rollups';

/** Whom the row is about, as a notice says it. */
function subjectOf(row: TroubledRow): Pick<Notice, 'tenantId' | 'endpointId'> {
  return { tenantId: row.tenant_id, endpointId: row.endpoint_id };
}

/** @param disableAfterMs after which it is switched off; `null` for never */
export function failingNotice(
  row: TroubledRow,
  { since, attempts }: FailureStreak,
  disableAfterMs: number | null,
): Notice {
  const data = {
    endpointId: encodeId('ep', row.endpoint_id),
    failingSince: iso(since),
    failedAttempts: attempts,
    disablesAt: disableAfterMs === null ? null : iso(since + disableAfterMs),
  };
  return { type: 'hookline.endpoint.failing', ...subjectOf(row), data };
}

/** The success that ended what had failed since `known_since`. */
export function recoveredNotice(row: TroubledRow): Notice {
  const data = {
    endpointId: encodeId('ep', row.endpoint_id),
    failingSince: iso(row.known_since ?? 0),
    recoveredAt: iso(row.success_at ?? 0),
  };
  return { type: 'hookline.endpoint.recovered', ...subjectOf(row), data };
}

/** @param dead the newest of them */
export function deadLetteredNotice(row: TroubledRow, dead: readonly DeadLetteredRow[]): Notice {
  const data = {
    endpointId: encodeId('ep', row.endpoint_id),
    count: row.dead_letters,
    from: iso(row.dead_from ?? 0),
    to: iso(row.dead_to ?? 0),
    deliveries: dead.map(toDeadLettered),
  };
  return { type: 'hookline.delivery.dead_lettered', ...subjectOf(row), data };
}

function toDeadLettered(row: DeadLetteredRow): DeadLetteredDelivery {
  return {
    deliveryId: encodeId('dlv', row.id),
    eventId: encodeId('evt', row.event_id),
    eventType: row.event_type,
    reason: row.reason,
    attempts: row.attempts,
    completedAt: row.completed_at.toISOString(),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
