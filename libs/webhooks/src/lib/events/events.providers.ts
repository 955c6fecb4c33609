import type { Provider } from '@nestjs/common';
import { AmbientTransaction } from './ambient-transaction';
import { EmitterInspector } from './emitter-inspector';
import { EventCatalog } from './event-catalog';
import { NoticeListeners } from './notice-listeners';
import { WebhookEventBus } from './webhook-event-bus';

/**
 * The providers of this room. The module that lists them also provides `EVENT_PUBLISH_PORT` and
 * `WEBHOOKS_CONFIG`, imports Nest's `DiscoveryModule`, and exports `WebhookEventBus` globally: it is
 * injected into every class with `@EmitsWebhook`.
 */
export const EVENTS_PROVIDERS: Provider[] = [
  EventCatalog,
  AmbientTransaction,
  NoticeListeners,
  WebhookEventBus,
  EmitterInspector,
];
