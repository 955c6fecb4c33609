import type { Provider } from '@nestjs/common';
import { PipelineCounts } from '../../common/pipeline-counts';
import { EventCatalog } from '../../events/event-catalog';
import { Backlog } from './backlog';
import { ConnectionPools } from './connection-pools';
import { WebhookMetrics } from './webhook-metrics';
import { WorkerState } from './worker-state';

/** What the stages count in, and what is scraped. They need the providers of the stages. */
export const METRICS_PROVIDERS: Provider[] = [
  {
    provide: PipelineCounts,
    inject: [EventCatalog],
    useFactory: (catalog: EventCatalog): PipelineCounts =>
      new PipelineCounts(catalog.list().map(({ type }) => type)),
  },
  Backlog,
  ConnectionPools,
  WorkerState,
  WebhookMetrics,
];
