import type { Statement } from '../database';

/**
 * Marks message `$2` of source `$1`, of type `$3`, as handled: a row when it was not. A transaction that
 * is handling the same message is waited for.
 */
export const INSERT_INBOUND_MESSAGE: Statement = {
  name: 'hookline_insert_inbound_message',
  text: `
INSERT INTO hookline.inbound_message (source, message_id, type)
VALUES ($1::text, $2::text, $3::text)
ON CONFLICT (source, message_id) DO NOTHING
RETURNING message_id`,
};
