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
  /** From when on it is not sent any more. Clock time, in ms; `null` for never. */
  expiresAt: number | null;
  /** Attempts already made and recorded. */
  attempts: number;
  /** The event's envelope: the exact bytes. */
  body: Buffer;
  /**
   * Whether the lane of its endpoint has let it through: then limits, order and blocks were looked at
   * for all processes together.
   */
  drained: boolean;
  /** The owner id that it was taken under; recording is fenced by it. */
  owner: string;
}
