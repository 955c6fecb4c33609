import { newUuid } from '../lib/common/ids';
import type { AddressedEvent } from '../lib/publishing/addressed-event';

/** An event as the group commit gets it; nobody gets it unless `endpoints` says who. */
export function addressedEvent(
  given: Pick<AddressedEvent, 'tenantId'> & Partial<AddressedEvent>,
): AddressedEvent {
  return {
    id: newUuid(),
    type: 'project.created',
    body: Buffer.from('{}'),
    subject: null,
    tags: [],
    createdAt: Date.now(),
    expiresAt: null,
    priority: 5,
    orderingKey: null,
    trigger: 'publish',
    endpoints: [],
    ...given,
  };
}
