export { WebhooksModule } from './lib/webhooks.module';
export { WebhooksWorkerModule } from './lib/webhooks-worker.module';
export type {
  DatabaseOptions,
  DeclaredEndpoint,
  DeliveryOptions,
  DispatchOptions,
  EgressOptions,
  EgressProxyOptions,
  EndpointVerificationOptions,
  InboundOptions,
  LoggingOptions,
  PublishingOptions,
  QueueOptions,
  RetentionOptions,
  RetryPolicyInput,
  TenantRetention,
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
export type { NoticeOf, ToldNotice } from './lib/events/notice-listeners';
export type {
  PublishContext,
  PublishedEvent,
  TransactionManager,
} from './lib/events/event-publish.port';
export type { AdHocEvent, EventData, EventInstance } from './lib/events/event-types';
export {
  OnWebhookEvent,
  type ObservedEvent,
  type ObservedPattern,
} from './lib/events/on-webhook-event.decorator';
export { WebhookTest } from './lib/events/webhook-test.event';
export { describeEventTypes } from './lib/events/describe-event-types';
export { EventCatalog, type CatalogEvent, type EventDescriptor } from './lib/events/event-catalog';
export { prepareEvent, type PreparedEvent } from './lib/events/prepare-event';
export { WebhookPublisher } from './lib/publishing/webhook-publisher';
export type {
  PublishManyItem,
  PublishOptions,
  PublishResult,
} from './lib/publishing/publish-options';
export { EndpointVerifier } from './lib/registry/endpoint-verifier';
export { WebhookRegistryService } from './lib/registry/webhook-registry.service';
export {
  WebhookApiKeysService,
  type ApiKeyCheck,
  type ApiKeyIdentity,
} from './lib/access/webhook-api-keys.service';
export { WebhookAuditService, type ListAuditQuery } from './lib/access/webhook-audit.service';
export type { ApiKeyInput } from './lib/access/api-key-input';
export { ApiKeyGuard, ApiKeyOr } from './lib/http/api-key.guard';
export { apiKeyOf } from './lib/http/caller';
export { isWebhooksRoute } from './lib/http/webhooks-api.decorator';
export { actingAs } from './lib/audit/actor';
export { WebhookDeliveriesService } from './lib/monitoring/webhook-deliveries.service';
export { WebhookStoriesService } from './lib/monitoring/webhook-stories.service';
export { WebhookLanesService } from './lib/monitoring/webhook-lanes.service';
export { WebhookQueueService } from './lib/monitoring/webhook-queue.service';
export { WebhookDeadLettersService } from './lib/monitoring/webhook-dead-letters.service';
export { WebhookReplaysService, type ReplayEstimate } from './lib/replay/webhook-replays.service';
export type { ReplayInput } from './lib/replay/replay-input';
export {
  WebhookStatisticsService,
  type DeliveryHealthOptions,
  type DeliveryHealthReport,
} from './lib/monitoring/statistics/webhook-statistics.service';
export type { StatisticsQuery } from './lib/monitoring/statistics/statistics-period';
export { WebhookRetentionService } from './lib/retention/webhook-retention.service';
export type { CleanUpReport } from './lib/retention/history-cleaner';
export { cleanUpWebhooks } from './lib/clean-up-webhooks';
export { WebhookErasureService, type ErasureReport } from './lib/retention/webhook-erasure.service';
export { WebhookMetrics } from './lib/monitoring/metrics/webhook-metrics';
export type { AttemptLine } from './lib/monitoring/attempt-log';
export { WebhookMetricsController } from './lib/http/webhook-metrics.controller';
export { WebhooksHealth, type WebhooksHealthReport } from './lib/monitoring/webhooks-health';
export type { WebhooksHealthStatus, WebhooksPartHealth } from './lib/monitoring/part-watch';
export type { HealthPartName } from './lib/common/health-part';
export { WebhookWorker } from './lib/dispatch/webhook-worker';
export { EgressGuard } from './lib/egress/egress-guard';
export {
  Inbound,
  InboundPayload,
  InboundWebhook,
  type InboundWebhookOptions,
} from './lib/inbound/inbound-webhook.decorator';
export type { ReceivedMessage } from './lib/inbound/inbound-metadata';
export {
  InboundReceiver,
  type InboundHandler,
  type InboundOutcome,
} from './lib/inbound/inbound-receiver';
export {
  INBOUND_TYPES,
  type InboundMessage,
  type InboundRequest,
  type InboundSource,
  type InboundType,
  type InboundVerdict,
  type InboundVerifier,
} from './lib/inbound/inbound-verifier';
export {
  migrateWebhooks,
  type MigrateWebhooksOptions,
  withMigrationClient,
} from './lib/storage/migrate-webhooks';
export { reencryptWebhooks, type ReencryptionReport } from './lib/registry/reencrypt-webhooks';
export {
  assertMigrated as assertTablesMigrated,
  migrate as migrateTables,
  type MigrationClient,
  type TableSet,
} from './lib/storage/migrator';
export type { Migration } from './lib/storage/migrations/migration';
export { HOOKLINE_DATA_SOURCE, HOST_DATA_SOURCE } from './lib/storage/database';
export { encodeId, type IdPrefix } from './lib/common/ids';
export { CLOCK, type Clock } from './lib/clock/clock';
export { HooklineError } from './lib/common/hookline.error';
export { ApiKeyInvalidError } from './lib/common/errors/api-key-invalid.error';
export { ConfigInvalidError } from './lib/common/errors/config-invalid.error';
export { ConnectionsInsufficientError } from './lib/common/errors/connections-insufficient.error';
export { DatabaseMissingError } from './lib/common/errors/database-missing.error';
export { DatabaseReadOnlyError } from './lib/common/errors/database-read-only.error';
export { DatabaseUnreachableError } from './lib/common/errors/database-unreachable.error';
export { DecoratorOrderError } from './lib/common/errors/decorator-order.error';
export { EmitterUnboundError } from './lib/common/errors/emitter-unbound.error';
export { EncryptionKeyUnknownError } from './lib/common/errors/encryption-key-unknown.error';
export { EndpointLimitError } from './lib/common/errors/endpoint-limit.error';
export { EndpointUnverifiedError } from './lib/common/errors/endpoint-unverified.error';
export { EventDuplicateError } from './lib/common/errors/event-duplicate.error';
export { EventInvalidError } from './lib/common/errors/event-invalid.error';
export { EventUnknownError } from './lib/common/errors/event-unknown.error';
export { IdInvalidError } from './lib/common/errors/id-invalid.error';
export { IdempotencyConflictError } from './lib/common/errors/idempotency-conflict.error';
export { InboundMalformedError } from './lib/common/errors/inbound-malformed.error';
export { InboundSignatureError } from './lib/common/errors/inbound-signature.error';
export { InboundStaleError } from './lib/common/errors/inbound-stale.error';
export { InboundUnconfiguredError } from './lib/common/errors/inbound-unconfigured.error';
export { MigrationsPendingError } from './lib/common/errors/migrations-pending.error';
export { ResourceNotFoundError } from './lib/common/errors/not-found.error';
export { PayloadTooLargeError } from './lib/common/errors/payload-too-large.error';
export { PreconditionFailedError } from './lib/common/errors/precondition-failed.error';
export { PublishOverloadedError } from './lib/common/errors/publish-overloaded.error';
export { PublisherClosedError } from './lib/common/errors/publisher-closed.error';
export { RateLimitedError } from './lib/common/errors/rate-limited.error';
export { RawBodyMissingError } from './lib/common/errors/raw-body-missing.error';
export { SchemaNewerError } from './lib/common/errors/schema-newer.error';
export { ScopeMissingError } from './lib/common/errors/scope-missing.error';
export { SecretLimitError } from './lib/common/errors/secret-limit.error';
export { SecretInvalidError } from './lib/common/errors/secret-invalid.error';
export { StateConflictError } from './lib/common/errors/state-conflict.error';
export { TenantMissingError } from './lib/common/errors/tenant-missing.error';
export { TenantResolverMissingError } from './lib/common/errors/tenant-resolver-missing.error';
export { UrlBlockedError } from './lib/common/errors/url-blocked.error';
export { VerificationTooSoonError } from './lib/common/errors/verification-too-soon.error';
export {
  ValidationFailedError,
  type FieldIssue,
} from './lib/common/errors/validation-failed.error';
export { ProblemFilter } from './lib/http/problem.filter';
export { ApiProblems, BODY_PROBLEMS } from './lib/http/openapi/api-problems.decorator';
export { ApiStrictBody } from './lib/http/openapi/route-marks';
export { PROBLEM_CODES, type ProblemCode } from './lib/http/openapi/problem-codes';
export { createOpenApiDocument } from './lib/http/openapi/create-openapi-document';
export { isPublicWebhookRoute } from './lib/http/public-route';
export type {
  TransportFailure,
  TransportRequest,
  TransportResponse,
  TransportResult,
  WebhookTransport,
} from './lib/sending/transport';
export type {
  ChangeCondition,
  EndpointCreation,
  EndpointInput,
  EndpointPatch,
  EndpointTestInput,
  IfVersion,
  ListEndpointsQuery,
  RegenerateSecretInput,
  TenantDefaults,
} from './lib/registry/endpoint-input';
export type { EndpointTestResult } from './lib/registry/test-sender';
export type { ListDeliveriesQuery } from './lib/monitoring/webhook-deliveries.service';
export type { DeliveryFilter } from './lib/monitoring/delivery-filter';
export type {
  DeadLetterFilter,
  DeadLetterResult,
  DeadLetterSelection,
  ListDeadLettersQuery,
} from './lib/monitoring/dead-letters';
export type { RateLimitOptions } from './lib/rate-limit.options';
export type { MetricsOptions } from './lib/metrics.options';
