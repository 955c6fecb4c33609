import { Logger } from '@nestjs/common';
import type { AttemptErrorCode } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { AttemptRecord } from '../storage/attempt-record';
import type { WebhooksConfig } from '../webhooks.config';
import type { AttemptListener } from './outcome-watch';

/** The log line of one attempt. Ids are public ids; there is nothing in it that was sent or answered. */
export interface AttemptLine {
  event: 'webhook.attempt';
  eventId: string;
  deliveryId: string;
  endpointId: string;
  tenantId: string;
  /** 1 for the first. */
  attempt: number;
  /** HTTP status, `null` when no response arrived. */
  status: number | null;
  /** `null` on success. */
  errorCode: AttemptErrorCode | null;
  durationMs: number;
  /** What follows from the attempt. */
  outcome: 'delivered' | 'retrying' | 'dead_letter';
  /** ISO 8601, UTC; `null` when there will be none. */
  nextAttemptAt: string | null;
}

/**
 * Logs attempts through Nest's logger, each as one object: successes at level `debug`, failures at
 * `warn`. Answers `null` for `none`, so that nobody is called for nothing.
 */
export function attemptLog(which: WebhooksConfig['logging']['attempts']): AttemptListener | null {
  if (which === 'none') return null;
  const logger = new Logger('Hookline');
  return (record) => {
    if (record.errorCode !== null) logger.warn(lineOf(record));
    else if (which === 'all') logger.debug(lineOf(record));
  };
}

function lineOf({
  delivery,
  number,
  status,
  errorCode,
  durationMs,
  next,
}: AttemptRecord): AttemptLine {
  return {
    event: 'webhook.attempt',
    eventId: encodeId('evt', delivery.eventId),
    deliveryId: encodeId('dlv', delivery.id),
    endpointId: encodeId('ep', delivery.endpointId),
    tenantId: delivery.tenantId,
    attempt: number,
    status,
    errorCode,
    durationMs,
    outcome: next.status,
    nextAttemptAt: next.status === 'retrying' ? new Date(next.dueAt).toISOString() : null,
  };
}
