export type { DeliveryId, EndpointId, EventId } from './lib/ids';
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
export { ATTEMPT_ERROR_CODES, type Attempt, type AttemptErrorCode } from './lib/attempt';
export {
  DISABLED_REASONS,
  type CreatedEndpoint,
  type DisabledReason,
  type Endpoint,
} from './lib/endpoint';
export {
  RETRY_PRESETS,
  type RetryPolicy,
  type RetryPreset,
  type ShortRetryPolicy,
} from './lib/retry-policy';
export type { WebhookEnvelope } from './lib/envelope';
export type { ProblemDetails } from './lib/problem';
export type { Page } from './lib/page';
export { ERROR_CODES, type ErrorCode } from './lib/error-codes';
