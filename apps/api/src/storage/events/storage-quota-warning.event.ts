import { WebhookEvent } from '@hookline/webhooks';
import type { StorageChange } from '../storage-change';
import { StorageEvent, storageFields } from './storage-event';

/** Payload of `storage.quota_warning`. */
@WebhookEvent('storage.quota_warning', {
  description: 'A tenant stores 80 % of what it may',
  example: {
    id: '9a0b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d',
    usage: 8589934592,
    limit: 10737418240,
    crossedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class StorageQuotaWarning extends StorageEvent {
  static from(this: void, change: StorageChange): StorageQuotaWarning {
    return Object.assign(
      new StorageQuotaWarning(),
      storageFields(change) satisfies StorageQuotaWarning,
    );
  }
}
