import type { Migration } from './migration';

/** What is held can be counted by its reason, without a look at all that is live. */
export const heldIndex: Migration = {
  version: 3,
  name: 'held-index',
  sql: `CREATE INDEX delivery_held ON hookline.delivery (hold) WHERE completed_at IS NULL AND hold IS NOT NULL;`,
};
