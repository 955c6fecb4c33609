import type { Provider } from '@nestjs/common';
import { WebhookDeliveriesService } from './webhook-deliveries.service';

/** The room's providers. They need the registry's, and the TypeORM data source. */
export const MONITORING_PROVIDERS: Provider[] = [WebhookDeliveriesService];
