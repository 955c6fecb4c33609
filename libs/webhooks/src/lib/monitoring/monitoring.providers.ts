import type { Provider } from '@nestjs/common';
import { DeliveryChanges } from './delivery-changes';
import { DeliveryFinder } from './delivery-finder';
import { WebhookStatisticsService } from './statistics/webhook-statistics.service';
import { WebhookDeadLettersService } from './webhook-dead-letters.service';
import { WebhookDeliveriesService } from './webhook-deliveries.service';
import { WebhookLanesService } from './webhook-lanes.service';
import { WebhookQueueService } from './webhook-queue.service';
import { WebhookStoriesService } from './webhook-stories.service';

/**
 * The room's providers. They need the registry's, the clock, both ways to the database and a
 * `DELIVERY_WAKER`.
 */
export const MONITORING_PROVIDERS: Provider[] = [
  DeliveryFinder,
  DeliveryChanges,
  WebhookDeliveriesService,
  WebhookDeadLettersService,
  WebhookStatisticsService,
  WebhookStoriesService,
  WebhookQueueService,
  WebhookLanesService,
];
