import type { Migration } from './migration';

/** The messages of other senders that were handled: a row is the mark that one is not handled again. */
export const inboundMessages: Migration = {
  version: 6,
  name: 'inbound-messages',
  sql: `
CREATE TABLE hookline.inbound_message (
  source text NOT NULL,
  message_id text NOT NULL,
  type text,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source, message_id)
);
`,
};
