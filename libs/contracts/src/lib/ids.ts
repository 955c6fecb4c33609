/** Public id of an event: `evt_` and 26 Crockford base32 characters (a UUIDv7). Also the `webhook-id` on the wire. */
export type EventId = `evt_${string}`;

/** Public id of an endpoint: `ep_` and 26 Crockford base32 characters (a UUIDv7). */
export type EndpointId = `ep_${string}`;

/** Public id of a delivery, one event to one endpoint: `dlv_` and 26 Crockford base32 characters (a UUIDv7). */
export type DeliveryId = `dlv_${string}`;
