import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CHUNK_QUEUE } from './dispatch/chunk-job';
import { DISPATCH_PROVIDERS } from './dispatch/dispatch.providers';
import { queueOptions } from './dispatch/queue-connection';
import { WebhookWorker } from './dispatch/webhook-worker';
import { EgressGuard } from './egress/egress-guard';
import { EVENTS_PROVIDERS } from './events/events.providers';
import { EventCatalog } from './events/event-catalog';
import { WebhookEventBus } from './events/webhook-event-bus';
import { MONITORING_PROVIDERS } from './monitoring/monitoring.providers';
import { METRICS_PROVIDERS } from './monitoring/metrics/metrics.providers';
import { WebhookMetrics } from './monitoring/metrics/webhook-metrics';
import { WebhookDeliveriesService } from './monitoring/webhook-deliveries.service';
import { WebhooksHealth } from './monitoring/webhooks-health';
import { PUBLISHING_PROVIDERS } from './publishing/publishing.providers';
import { WebhookPublisher } from './publishing/webhook-publisher';
import { REGISTRY_PROVIDERS } from './registry/registry.providers';
import { WebhookRegistryService } from './registry/webhook-registry.service';
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
    ...MONITORING_PROVIDERS,
    ...METRICS_PROVIDERS,
    ...PUBLISHING_PROVIDERS,
    ...SENDING_PROVIDERS,
    ...DISPATCH_PROVIDERS,
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
      WebhookDeliveriesService,
      WebhookMetrics,
      WebhooksHealth,
      EgressGuard,
      WebhookWorker,
    ],
  };
}
