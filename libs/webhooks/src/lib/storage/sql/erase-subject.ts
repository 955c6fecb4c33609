import type { Statement } from '../database';
import { IS_LIVE } from './by-primary-key';
import { countEnded } from './count-outcomes';

/** Events that are erased at once. */
export const ERASURE_BATCH = 200;

/** What is left of a payload. */
export const ERASED_BODY = '{"erased":true}';

/** On the limit, see `RECORD_ATTEMPTS`. */
const NAMED_EVENTS = 'SELECT id FROM unnest($1::uuid[]) AS id LIMIT cardinality($1::uuid[])';

/** Some events of tenant `$1` about subject `$2`. */
export const SELECT_SUBJECT_EVENTS: Statement = {
  name: 'hookline_select_subject_events',
  text: `
SELECT id FROM hookline.event WHERE tenant_id = $1 AND subject = $2
ORDER BY id LIMIT ${ERASURE_BATCH}`,
};

/**
 * Cancels what is live of events `$1`, at `$2` (clock time in ms), also what a process owns: what that
 * records is fenced from now on. A row that somebody is writing at this moment is left for another
 * round, so that nobody waits in a circle. Answers how many.
 */
export const CANCEL_DELIVERIES_OF_EVENTS: Statement = {
  name: 'hookline_cancel_deliveries_of_events',
  text: `
WITH named AS (
  ${NAMED_EVENTS}
), live AS (
  SELECT d.id FROM named n JOIN hookline.delivery d ON d.event_id = n.id WHERE ${IS_LIVE}
  FOR UPDATE OF d SKIP LOCKED
), cancelled AS (
  UPDATE hookline.delivery d SET
    status = 'cancelled', owner = NULL, hold = NULL, completed_at = to_timestamp($2::float8 / 1000.0)
  FROM (SELECT id FROM live LIMIT (SELECT count(*) FROM live)) l WHERE d.id = l.id
  RETURNING d.tenant_id, d.endpoint_id, d.event_type, d.trigger, d.status, d.completed_at
), counted AS (
${countEnded('cancelled')}
)
SELECT count(*)::int AS cancelled FROM cancelled`,
};

/** Clears what receivers answered to events `$1`: they may have quoted the payload. */
export const CLEAR_RESPONSES: Statement = {
  name: 'hookline_clear_responses',
  text: `
UPDATE hookline.attempt SET response_headers = NULL, response_body = NULL
WHERE delivery_id = ANY (ARRAY(
  SELECT d.id FROM (${NAMED_EVENTS}) n JOIN hookline.delivery d ON d.event_id = n.id))`,
};

/**
 * Erases events `$1` at `$2` (clock time in ms), but for those of which something is live still.
 * Answers the erased ones.
 */
export const ERASE_EVENTS: Statement = {
  name: 'hookline_erase_events',
  text: `
UPDATE hookline.event e SET
  body = '${ERASED_BODY}', subject = NULL, tags = '{}', ordering_key = NULL, erased_at = to_timestamp($2::float8 / 1000.0)
WHERE e.id = ANY ($1::uuid[]) AND (
  SELECT d.id FROM hookline.delivery d WHERE d.event_id = e.id AND ${IS_LIVE} LIMIT 1) IS NULL
RETURNING e.id`,
};
