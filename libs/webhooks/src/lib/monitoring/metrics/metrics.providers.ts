import { isNoticeType } from '@hookline/contracts';
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
      // Notices are not published by the application, and not counted with what it publishes.
      new PipelineCounts(
        catalog
          .list()
          .map(({ type }) => type)
          .filter((type) => !isNoticeType(type)),
      ),
  },
  Backlog,
  ConnectionPools,
  WorkerState,
  WebhookMetrics,
];
