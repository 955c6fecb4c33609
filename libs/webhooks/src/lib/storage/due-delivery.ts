import type { DeliveryTrigger } from '@hookline/contracts';

/** A delivery that this process owns and may send: everything sending needs, in memory. Ids are stored uuids. */
export interface DueDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  tenantId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  priority: number;
  /** When it was published. Clock time, in ms. */
  createdAt: number;
  /** Attempts already made and recorded. */
  attempts: number;
  /** The event's envelope: the exact bytes. */
  body: Buffer;
  /** The owner id that it was taken under; recording is fenced by it. */
  owner: string;
}
