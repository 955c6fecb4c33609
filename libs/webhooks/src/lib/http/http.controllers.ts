import type { Type } from '@nestjs/common';
import { WebhookDeliveriesController } from './webhook-deliveries.controller';
import { WebhookEndpointsController } from './webhook-endpoints.controller';
import { WebhookEventsController } from './webhook-events.controller';

/**
 * The room's controllers, without a prefix: the module puts them under `webhooks` or where the
 * application wants them. The order counts: static routes come before `/:id`.
 */
export const HTTP_CONTROLLERS: Type[] = [
  WebhookEventsController,
  WebhookDeliveriesController,
  WebhookEndpointsController,
];
