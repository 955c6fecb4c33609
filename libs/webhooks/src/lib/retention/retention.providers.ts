import type { Provider } from '@nestjs/common';
import { FailureWatch } from './failure-watch';
import { RollupFolder } from './rollup-folder';
import { WebhookErasureService } from './webhook-erasure.service';
import { WebhookRetentionService } from './webhook-retention.service';

/** The room's providers. They need the storage's. */
export const RETENTION_PROVIDERS: Provider[] = [
  FailureWatch,
  RollupFolder,
  WebhookRetentionService,
  WebhookErasureService,
];
