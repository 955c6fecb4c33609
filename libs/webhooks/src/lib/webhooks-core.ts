import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ACCESS_PROVIDERS } from './access/access.providers';
import { WebhookApiKeysService } from './access/webhook-api-keys.service';
import { WebhookAuditService } from './access/webhook-audit.service';
import { CHUNK_QUEUE } from './dispatch/chunk-job';
import { DISPATCH_PROVIDERS } from './dispatch/dispatch.providers';
import { queueOptions } from './dispatch/queue-connection';
import { WebhookWorker } from './dispatch/webhook-worker';
import { EgressGuard } from './egress/egress-guard';
import { EVENTS_PROVIDERS } from './events/events.providers';
import { EventCatalog } from './events/event-catalog';
import { WebhookEventBus } from './events/webhook-event-bus';
import { INBOUND_PROVIDERS } from './inbound/inbound.providers';
import { InboundReceiver } from './inbound/inbound-receiver';
import { MONITORING_PROVIDERS } from './monitoring/monitoring.providers';
import { METRICS_PROVIDERS } from './monitoring/metrics/metrics.providers';
import { WebhookMetrics } from './monitoring/metrics/webhook-metrics';
import { WebhookDeadLettersService } from './monitoring/webhook-dead-letters.service';
import { WebhookStatisticsService } from './monitoring/statistics/webhook-statistics.service';
import { WebhookDeliveriesService } from './monitoring/webhook-deliveries.service';
import { WebhookLanesService } from './monitoring/webhook-lanes.service';
import { WebhookQueueService } from './monitoring/webhook-queue.service';
import { WebhookStoriesService } from './monitoring/webhook-stories.service';
import { WebhooksHealth } from './monitoring/webhooks-health';
import { PUBLISHING_PROVIDERS } from './publishing/publishing.providers';
import { WebhookPublisher } from './publishing/webhook-publisher';
import { REGISTRY_PROVIDERS } from './registry/registry.providers';
import { EndpointVerifier } from './registry/endpoint-verifier';
import { WebhookRegistryService } from './registry/webhook-registry.service';
import { REPLAY_PROVIDERS } from './replay/replay.providers';
import { WebhookReplaysService } from './replay/webhook-replays.service';
import { RETENTION_PROVIDERS } from './retention/retention.providers';
import { WebhookErasureService } from './retention/webhook-erasure.service';
import { WebhookRetentionService } from './retention/webhook-retention.service';
import { SENDING_PROVIDERS } from './sending/sending.providers';
import { ShutdownSequence } from './shutdown-sequence';
import type { Connections } from './storage/connection';
import { CONNECTIONS } from './storage/storage.providers';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from './webhooks.config';

/** What both public modules are made of, on top of an infrastructure module. */
export function webhooksCore(module: Type, infrastructure: DynamicModule): DynamicModule {
  const services: Provider[] = [
    ...EVENTS_PROVIDERS,
    ...REGISTRY_PROVIDERS,
    ...ACCESS_PROVIDERS,
    ...MONITORING_PROVIDERS,
    ...METRICS_PROVIDERS,
    ...PUBLISHING_PROVIDERS,
    ...SENDING_PROVIDERS,
    ...DISPATCH_PROVIDERS,
    ...REPLAY_PROVIDERS,
    ...RETENTION_PROVIDERS,
    ...INBOUND_PROVIDERS,
    WebhooksHealth,
    ShutdownSequence,
  ];
  return {
    module,
    global: true,
    imports: [
      infrastructure,
      DiscoveryModule,
      BullModule.registerQueueAsync({
        name: CHUNK_QUEUE,
        imports: [infrastructure],
        inject: [WEBHOOKS_CONFIG, CONNECTIONS],
        useFactory: (config: WebhooksConfig, { direct }: Connections) =>
          queueOptions(config, direct, !config.worker),
      }),
    ],
    providers: services,
    exports: [
      infrastructure,
      EventCatalog,
      WebhookEventBus,
      WebhookPublisher,
      WebhookRegistryService,
      EndpointVerifier,
      WebhookDeliveriesService,
      WebhookStoriesService,
      WebhookQueueService,
      WebhookLanesService,
      WebhookApiKeysService,
      WebhookAuditService,
      WebhookDeadLettersService,
      WebhookReplaysService,
      WebhookStatisticsService,
      WebhookRetentionService,
      WebhookErasureService,
      InboundReceiver,
      WebhookMetrics,
      WebhooksHealth,
      EgressGuard,
      WebhookWorker,
    ],
  };
}
