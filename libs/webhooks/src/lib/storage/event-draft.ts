import type { DeliveryTrigger } from '@hookline/contracts';

/** An event that is ready to be written, with one delivery for each endpoint. Ids are stored uuids. */
export interface EventDraft {
  id: string;
  tenantId: string;
  type: string;
  /** The serialized envelope: the exact bytes that are stored, signed and sent. */
  body: Buffer;
  subject: string | null;
  tags: readonly string[];
  /** Clock time, in ms. */
  createdAt: number;
  /** 0–9, higher first. */
  priority: number;
  trigger: DeliveryTrigger;
  deliveries: DeliveryDraft[];
}

/** One delivery of a draft. */
export interface DeliveryDraft {
  id: string;
  endpointId: string;
  /** The owner to insert it under; `null` for a delivery that anyone may claim when it is due. */
  owner: string | null;
}
