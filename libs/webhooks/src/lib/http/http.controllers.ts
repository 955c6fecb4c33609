import type { Type } from '@nestjs/common';
import { WebhookApiKeysController } from './webhook-api-keys.controller';
import { WebhookAuditController } from './webhook-audit.controller';
import { WebhookDeadLettersController } from './webhook-dead-letters.controller';
import { WebhookDeliveriesController } from './webhook-deliveries.controller';
import { WebhookEndpointsController } from './webhook-endpoints.controller';
import { WebhookEventsController } from './webhook-events.controller';
import { WebhookLanesController } from './webhook-lanes.controller';
import { WebhookPublishingController } from './webhook-publishing.controller';
import { WebhookQueueController } from './webhook-queue.controller';
import { WebhookReplaysController } from './webhook-replays.controller';
import { WebhookSecretsController } from './webhook-secrets.controller';
import { WebhookStatisticsController } from './webhook-statistics.controller';
import { WebhookSubjectsController } from './webhook-subjects.controller';
import { WellKnownController } from './well-known.controller';

/**
 * The room's controllers, without a prefix: the module puts them under `webhooks` or where the
 * application wants them. The order counts: static routes come before `/:id`.
 */
export const HTTP_CONTROLLERS: Type[] = [
  WebhookEventsController,
  WebhookPublishingController,
  WebhookQueueController,
  WebhookApiKeysController,
  WebhookAuditController,
  WebhookDeliveriesController,
  WebhookDeadLettersController,
  WebhookReplaysController,
  WebhookLanesController,
  WebhookSecretsController,
  WebhookStatisticsController,
  WebhookSubjectsController,
  WebhookEndpointsController,
];

/** Those that stand at the root of the application, whatever its path is. */
export const ROOT_CONTROLLERS: Type[] = [WellKnownController];
