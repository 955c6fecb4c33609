import type { Attempt, Delivery, DeliveryId, HoldReason } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { AttemptEntity, DeliveryEntity } from '../storage/entities';

/** A stored delivery as the API shows it. */
export function toDelivery(row: DeliveryEntity): Delivery {
  return {
    id: encodeId('dlv', row.id),
    eventId: encodeId('evt', row.eventId),
    eventType: row.eventType,
    endpointId: encodeId('ep', row.endpointId),
    tenantId: row.tenantId,
    status: isInProgress(row) ? 'in_progress' : row.status,
    trigger: row.trigger,
    holdReason: holdReasonOf(row),
    deadLetterReason: row.deadLetterReason,
    haltsLine: row.completedAt !== null && row.hold === 'halted',
    attempts: row.attempts,
    priority: row.priority,
    retryOf: publicId(row.retryOf),
    retriedBy: publicId(row.retriedBy),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: isPlanned(row) ? row.dueAt.toISOString() : null,
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

function publicId(id: string | null): DeliveryId | null {
  return id === null ? null : encodeId('dlv', id);
}

function isInProgress({ completedAt, owner }: DeliveryEntity): boolean {
  return completedAt === null && owner !== null;
}

/** What a lane let through keeps its reason while it is out. */
function holdReasonOf({ completedAt, owner, hold }: DeliveryEntity): HoldReason | null {
  return completedAt !== null || owner !== null || hold === 'halted' ? null : hold;
}

/** No attempt follows on the one under way of a delivery that was cancelled. */
function isPlanned({ completedAt, status }: DeliveryEntity): boolean {
  return completedAt === null && status !== 'cancelled';
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
