import type { Migration } from './migration';

/**
 * Events that are of no use after a time. A column that is null takes no room in a row, and the index
 * has only what may still expire: whoever sets no such time pays nothing for it.
 */
export const eventExpiry: Migration = {
  version: 12,
  name: 'event-expiry',
  sql: `
ALTER TABLE hookline.event ADD COLUMN expires_at timestamptz;
ALTER TABLE hookline.delivery ADD COLUMN expires_at timestamptz;
CREATE INDEX delivery_expiring ON hookline.delivery (expires_at)
  WHERE expires_at IS NOT NULL AND completed_at IS NULL;
`,
};
