import { WebhookEvent } from '@hookline/webhooks';
import type { StorageChange } from '../storage-change';
import { StorageEvent, storageFields } from './storage-event';

/** Payload of `storage.quota_exceeded`. */
@WebhookEvent('storage.quota_exceeded', {
  description: 'A tenant stores more than it may',
  example: {
    id: '9a0b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d',
    usage: 10737418241,
    limit: 10737418240,
    crossedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class StorageQuotaExceeded extends StorageEvent {
  static from(this: void, change: StorageChange): StorageQuotaExceeded {
    return Object.assign(
      new StorageQuotaExceeded(),
      storageFields(change) satisfies StorageQuotaExceeded,
    );
  }
}
