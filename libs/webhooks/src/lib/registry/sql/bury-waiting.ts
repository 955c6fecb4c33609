import type { DeadLetterReason } from '@hookline/contracts';
import type { Statement } from '../../storage/database';
import { countEnded } from '../../storage/sql/count-outcomes';

/**
 * Makes dead letters of an endpoint's deliveries that nobody owns. What somebody is claiming at this
 * moment is left to them: its worker looks the endpoint up before it sends. A test send is the
 * question whether a gone endpoint is back, so it only ends with the endpoint itself. Answers how many.
 */
export const BURY_WAITING: Statement = {
  name: 'hookline_bury_waiting',
  text: `
WITH waiting AS (
  SELECT id FROM hookline.delivery
  WHERE endpoint_id = $1 AND completed_at IS NULL AND owner IS NULL
    AND ($2 = 'endpoint_deleted' OR trigger <> 'test')
  FOR UPDATE SKIP LOCKED
), buried AS (
  UPDATE hookline.delivery d SET
    status = 'dead_letter', dead_letter_reason = $2, hold = NULL, completed_at = to_timestamp($3::float8 / 1000.0)
  FROM waiting WHERE d.id = waiting.id
  RETURNING d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), counted AS (
${countEnded('buried')}
)
SELECT count(*)::int AS buried FROM buried`,
};

/** The row of {@link BURY_WAITING}. */
export interface BuriedRow {
  buried: number;
}

/** The values of {@link BURY_WAITING}; `at` is a clock time in ms. */
export function buryWaitingValues(
  endpointId: string,
  reason: Extract<DeadLetterReason, 'gone' | 'endpoint_deleted'>,
  at: number,
): unknown[] {
  return [endpointId, reason, at];
}
