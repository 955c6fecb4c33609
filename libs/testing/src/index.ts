import './lib/matchers/declarations';
import './lib/matchers/register';

export {
  WebhooksTestingApp,
  type TestingReceiver,
  type TestingReceiverOptions,
} from './lib/app/webhooks-testing-app';
export { WebhooksTestingAppBuilder } from './lib/app/webhooks-testing-app.builder';
export type {
  ApplicationSetup,
  ModuleOverride,
  SharedSystem,
} from './lib/app/testing-app-settings';
export type { EnvironmentChanges } from './lib/app/environment';
export {
  TestingClock,
  type ClockFollower,
  type UntilDeliveredOptions,
} from './lib/clock/testing-clock';
export type { LiveDelivery } from './lib/clock/live-delivery';
export type { TestDatabase } from './lib/database/test-database';
export { DeliveriesPendingError } from './lib/errors/deliveries-pending.error';
export { ReceiverTimeoutError } from './lib/errors/receiver-timeout.error';
export { webhookMatchers } from './lib/matchers/webhook-matchers';
export type { ExpectedContext, WebhookMatchers } from './lib/matchers/declarations';
export {
  TestingPublisher,
  type PublicationRecord,
  type TestingPublisherOptions,
} from './lib/publisher/testing-publisher';
export type { ReceiverAnswer, ReceiverHandler } from './lib/receiver/behaviour';
export {
  FakeReceiver,
  type FakeReceiverOptions,
  type TimesOptions,
  type WaitOptions,
} from './lib/receiver/fake-receiver';
export type { ReceivedWebhook } from './lib/receiver/received-webhook';
