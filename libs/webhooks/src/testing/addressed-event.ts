import { newUuid } from '../lib/common/ids';
import type { AddressedEvent, Addressee } from '../lib/publishing/addressed-event';
import type { EventContent } from '../lib/storage/event-draft';

/** An event as the group commit gets it; nobody gets it unless `endpoints` says who. */
export function addressedEvent(
  given: Pick<EventContent, 'tenantId'> & Partial<EventContent>,
  endpoints: readonly Addressee[] = [],
): AddressedEvent {
  const content: EventContent = {
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
    ...given,
  };
  return { content, endpoints };
}
