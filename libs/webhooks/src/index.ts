export { WebhooksModule } from './lib/webhooks.module';
export { WebhooksWorkerModule } from './lib/webhooks-worker.module';
export type {
  DatabaseOptions,
  DeclaredEndpoint,
  DeliveryOptions,
  DispatchOptions,
  EgressOptions,
  LoggingOptions,
  MetricsOptions,
  PublishingOptions,
  QueueOptions,
  RetryPolicyInput,
  TenantRequest,
  WebhooksExtras,
  WebhooksOptions,
} from './lib/webhooks.options';
export { WEBHOOKS_CONFIG, type WebhooksConfig } from './lib/webhooks.config';
export type {
  WebhooksModuleAsyncOptions,
  WebhooksModuleOptions,
} from './lib/webhooks.module-definition';
export { EmitsWebhook, type EmitterDecorator } from './lib/events/emits-webhook.decorator';
export type { EmitsWebhookOptions, MappedEvent } from './lib/events/emission';
export {
  WebhookEvent,
  webhookEventOf,
  type WebhookEventMetadata,
  type WebhookEventOptions,
} from './lib/events/webhook-event.decorator';
export { WebhookEventBus, type ForgetContext } from './lib/events/webhook-event-bus';
export type {
  PublishContext,
  PublishedEvent,
  TransactionManager,
} from './lib/events/event-publish.port';
export type { AdHocEvent, EventData, EventInstance } from './lib/events/event-types';
export { WebhookTest } from './lib/events/webhook-test.event';
export { EventCatalog, type CatalogEvent, type EventDescriptor } from './lib/events/event-catalog';
export { WebhookPublisher } from './lib/publishing/webhook-publisher';
export type { PublishManyItem, PublishOptions } from './lib/publishing/publish-options';
export { WebhookRegistryService } from './lib/registry/webhook-registry.service';
export { WebhookDeliveriesService } from './lib/monitoring/webhook-deliveries.service';
export { WebhookMetrics } from './lib/monitoring/metrics/webhook-metrics';
export type { AttemptLine } from './lib/monitoring/attempt-log';
export { WebhookMetricsController } from './lib/http/webhook-metrics.controller';
export { WebhooksHealth, type WebhooksHealthReport } from './lib/monitoring/webhooks-health';
export type { WebhooksHealthStatus, WebhooksPartHealth } from './lib/monitoring/part-watch';
export type { HealthPartName } from './lib/common/health-part';
export { WebhookWorker } from './lib/dispatch/webhook-worker';
export { EgressGuard } from './lib/egress/egress-guard';
export { migrateWebhooks, type MigrateWebhooksOptions } from './lib/storage/migrate-webhooks';
export { CLOCK, type Clock } from './lib/clock/clock';
export { HooklineError } from './lib/common/hookline.error';
export { ConfigInvalidError } from './lib/common/errors/config-invalid.error';
export { ConnectionsInsufficientError } from './lib/common/errors/connections-insufficient.error';
export { DatabaseMissingError } from './lib/common/errors/database-missing.error';
export { DatabaseReadOnlyError } from './lib/common/errors/database-read-only.error';
export { DatabaseUnreachableError } from './lib/common/errors/database-unreachable.error';
export { DecoratorOrderError } from './lib/common/errors/decorator-order.error';
export { EmitterUnboundError } from './lib/common/errors/emitter-unbound.error';
export { EncryptionKeyUnknownError } from './lib/common/errors/encryption-key-unknown.error';
export { EventDuplicateError } from './lib/common/errors/event-duplicate.error';
export { EventInvalidError } from './lib/common/errors/event-invalid.error';
export { EventUnknownError } from './lib/common/errors/event-unknown.error';
export { IdInvalidError } from './lib/common/errors/id-invalid.error';
export { IdempotencyConflictError } from './lib/common/errors/idempotency-conflict.error';
export { MigrationsPendingError } from './lib/common/errors/migrations-pending.error';
export { ResourceNotFoundError } from './lib/common/errors/not-found.error';
export { PayloadTooLargeError } from './lib/common/errors/payload-too-large.error';
export { PublishOverloadedError } from './lib/common/errors/publish-overloaded.error';
export { PublisherClosedError } from './lib/common/errors/publisher-closed.error';
export { SchemaNewerError } from './lib/common/errors/schema-newer.error';
export { SecretInvalidError } from './lib/common/errors/secret-invalid.error';
export { TenantMissingError } from './lib/common/errors/tenant-missing.error';
export { TenantResolverMissingError } from './lib/common/errors/tenant-resolver-missing.error';
export { UrlBlockedError } from './lib/common/errors/url-blocked.error';
export {
  ValidationFailedError,
  type FieldIssue,
} from './lib/common/errors/validation-failed.error';
export { ProblemFilter } from './lib/http/problem.filter';
export type {
  TransportFailure,
  TransportRequest,
  TransportResponse,
  TransportResult,
  WebhookTransport,
} from './lib/sending/transport';
export type {
  EndpointCreation,
  EndpointInput,
  EndpointPatch,
  ListEndpointsQuery,
} from './lib/registry/endpoint-input';
export type { EndpointTestResult } from './lib/registry/test-sender';
export type { ListDeliveriesQuery } from './lib/monitoring/webhook-deliveries.service';
