export type {
  ApiKeyId,
  AuditEntryId,
  DeliveryId,
  EndpointId,
  EventId,
  ReplayId,
  SecretId,
} from './lib/ids';
export { API_SCOPES, type ApiKey, type ApiScope, type CreatedApiKey } from './lib/api-key';
export {
  AUDIT_ACTOR_TYPES,
  type AuditActor,
  type AuditActorType,
  type AuditEntry,
} from './lib/audit';
export {
  DEAD_LETTER_REASONS,
  DELIVERY_STATUSES,
  DELIVERY_TRIGGERS,
  HOLD_REASONS,
  type DeadLetterReason,
  type Delivery,
  type DeliveryStatus,
  type DeliveryTrigger,
  type DeliveryWithAttempts,
  type HoldReason,
} from './lib/delivery';
export {
  REPLAY_STATUSES,
  REPLAYABLE_STATUSES,
  type Replay,
  type ReplayableStatus,
  type ReplayStatus,
} from './lib/replay';
export { ATTEMPT_ERROR_CODES, type Attempt, type AttemptErrorCode } from './lib/attempt';
export {
  DISABLED_REASONS,
  MAX_ENDPOINT_CONCURRENCY,
  ORDERING_CONTINUATIONS,
  ORDERING_SCOPES,
  SIGNATURE_SCHEMES,
  VERIFICATION_METHODS,
  VERIFICATION_STATES,
  type CreatedEndpoint,
  type EndpointWithDeliveries,
  type DisabledReason,
  type Endpoint,
  type EndpointOrdering,
  type EndpointRateLimit,
  type EndpointSecret,
  type EndpointVerification,
  type OrderingContinuation,
  type OrderingScope,
  type SignatureScheme,
  type VerificationMethod,
  type VerificationState,
} from './lib/endpoint';
export {
  CIRCUIT_REASONS,
  CIRCUIT_STATES,
  type CircuitReason,
  type CircuitState,
  type EndpointLane,
} from './lib/endpoint-lane';
export { MATCH_OBSTACLES, type EndpointMatch, type MatchObstacle } from './lib/event-match';
export {
  STORY_OBSTACLES,
  type EndpointStory,
  type EventStory,
  type StoryObstacle,
} from './lib/event-story';
export {
  isNoticeType,
  NOTICE_PREFIX,
  type DeadLetteredDelivery,
  type NoticeData,
  type NoticeType,
} from './lib/notice';
export type { EventFilter, FieldCondition, FilterValue } from './lib/event-filter';
export {
  RETRY_PRESETS,
  type RetryPolicy,
  type RetryPreset,
  type ShortRetryPolicy,
} from './lib/retry-policy';
export type { WebhookEnvelope } from './lib/envelope';
export type { ProblemDetails } from './lib/problem';
export type { QueueStats } from './lib/queue-stats';
export type { Page } from './lib/page';
export { ERROR_CODES, type ErrorCode } from './lib/error-codes';
export {
  ENDPOINT_HEALTH_STATUSES,
  STATISTICS_BUCKETS,
  type EndpointHealth,
  type EndpointHealthStatus,
  type OutcomeCounts,
  type ResponseCounts,
  type ResponseTimes,
  type Statistics,
  type StatisticsBucket,
  type WaitingCounts,
} from './lib/statistics';
