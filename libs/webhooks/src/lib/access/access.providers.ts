import type { Provider } from '@nestjs/common';
import { WebhookApiKeysService } from './webhook-api-keys.service';
import { WebhookAuditService } from './webhook-audit.service';

/** The room's providers. They need the clock and both ways to the database. */
export const ACCESS_PROVIDERS: Provider[] = [WebhookApiKeysService, WebhookAuditService];
