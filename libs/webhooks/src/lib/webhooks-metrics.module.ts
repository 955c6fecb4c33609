import { Module } from '@nestjs/common';
import { WebhookMetricsController } from './http/webhook-metrics.controller';

/** Serves the metrics. A module of its own, so that its path is not below that of the management API. */
@Module({ controllers: [WebhookMetricsController] })
export class WebhooksMetricsModule {}
