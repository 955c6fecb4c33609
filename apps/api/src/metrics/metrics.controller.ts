import { WebhookMetricsController } from '@hookline/webhooks';
import { Controller } from '@nestjs/common';
import { Public } from '../auth/decorators';

/** `GET /metrics`. Prometheus brings no token: keep the path inside, or close it where requests come in. */
@Public()
@Controller('metrics')
export class MetricsController extends WebhookMetricsController {}
