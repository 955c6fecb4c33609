import { ApiKeyEntity } from './api-key.entity';
import { AttemptEntity } from './attempt.entity';
import { AuditEntity } from './audit.entity';
import { DeliveryEntity } from './delivery.entity';
import { EndpointSecretEntity } from './endpoint-secret.entity';
import { EndpointEntity } from './endpoint.entity';
import { EventEntity } from './event.entity';
import { ReplayEntity } from './replay.entity';

/** Every entity of Hookline's own data source. None is ever synchronized. */
export const ENTITIES = [
  EndpointEntity,
  EndpointSecretEntity,
  EventEntity,
  DeliveryEntity,
  AttemptEntity,
  ApiKeyEntity,
  AuditEntity,
  ReplayEntity,
];

export { ApiKeyEntity } from './api-key.entity';
export { AttemptEntity } from './attempt.entity';
export { AuditEntity } from './audit.entity';
export { DeliveryEntity, type StoredDeliveryStatus } from './delivery.entity';
export { EndpointSecretEntity } from './endpoint-secret.entity';
export { EndpointEntity } from './endpoint.entity';
export { EventEntity } from './event.entity';
export { ReplayEntity } from './replay.entity';
