/** Public id of an event: `evt_` and 26 Crockford base32 characters (a UUIDv7). Also the `webhook-id` on the wire. */
export type EventId = `evt_${string}`;

/** Public id of an endpoint: `ep_` and 26 Crockford base32 characters (a UUIDv7). */
export type EndpointId = `ep_${string}`;

/** Public id of a delivery, one event to one endpoint: `dlv_` and 26 Crockford base32 characters (a UUIDv7). */
export type DeliveryId = `dlv_${string}`;

/** Public id of an API key: `key_` and 26 Crockford base32 characters (a UUIDv7). Not its value. */
export type ApiKeyId = `key_${string}`;

/** Public id of a signing secret: `sec_` and 26 Crockford base32 characters (a UUIDv7). Not its value. */
export type SecretId = `sec_${string}`;

/** Public id of an entry of the audit trail: `aud_` and 26 Crockford base32 characters (a UUIDv7). */
export type AuditEntryId = `aud_${string}`;

/** Public id of a replay: `rpl_` and 26 Crockford base32 characters (a UUIDv7). */
export type ReplayId = `rpl_${string}`;
