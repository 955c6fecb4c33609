import type { Attempt, Delivery } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { AttemptEntity, DeliveryEntity } from '../storage/entities';

/** A stored delivery as the API shows it. */
export function toDelivery(row: DeliveryEntity): Delivery {
  const live = row.completedAt === null;
  return {
    id: encodeId('dlv', row.id),
    eventId: encodeId('evt', row.eventId),
    eventType: row.eventType,
    endpointId: encodeId('ep', row.endpointId),
    tenantId: row.tenantId,
    status: live && row.owner !== null ? 'in_progress' : row.status,
    trigger: row.trigger,
    holdReason: row.hold,
    deadLetterReason: row.deadLetterReason,
    attempts: row.attempts,
    priority: row.priority,
    retryOf: row.retryOf === null ? null : encodeId('dlv', row.retryOf),
    createdAt: row.createdAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: live ? row.dueAt.toISOString() : null,
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

/** A stored attempt as the API shows it. */
export function toAttempt(row: AttemptEntity): Attempt {
  return {
    number: row.number,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    status: row.status,
    responseHeaders: row.responseHeaders,
    responseBody: row.responseBody,
    address: row.address,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    retryable: row.retryable,
  };
}
