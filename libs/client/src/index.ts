export {
  createWebhooksClient,
  type WebhooksClient,
  type WebhooksClientOptions,
} from './lib/webhooks-client';
export type {
  Call,
  CallFailure,
  CallInput,
  CallProblem,
  CallResult,
  CallSuccess,
  OperationName,
} from './lib/calls';
export type { components, operations, paths } from './lib/api.generated';
