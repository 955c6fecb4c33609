import type { Usage } from './storage-quota';
import type { StorageQuota } from './storage-quota.entity';

/** A quota after a change, and how it was before. */
export interface StorageChange {
  quota: StorageQuota;
  before: Usage;
  at: Date;
}
