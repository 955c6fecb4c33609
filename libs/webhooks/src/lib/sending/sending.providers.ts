import type { Provider } from '@nestjs/common';
import { validateAllowList } from '../egress/allow-list';
import { EgressGuard } from '../egress/egress-guard';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { createTransport } from './create-transport';
import { DeliverySender } from './delivery-sender';
import { EndpointProbe } from './endpoint-probe';
import { WEBHOOK_TRANSPORT, type WebhookTransport } from './transport';

/** The room's providers, with the guard that its transports ask. */
export const SENDING_PROVIDERS: Provider[] = [
  {
    provide: EgressGuard,
    inject: [WEBHOOKS_CONFIG],
    useFactory: ({ egress }: WebhooksConfig): EgressGuard => {
      validateAllowList(egress.allow, process.env['NODE_ENV'] === 'production');
      return new EgressGuard(egress);
    },
  },
  {
    provide: WEBHOOK_TRANSPORT,
    inject: [WEBHOOKS_CONFIG, EgressGuard],
    useFactory: ({ delivery }: WebhooksConfig, guard: EgressGuard): WebhookTransport =>
      createTransport(delivery, guard),
  },
  DeliverySender,
  EndpointProbe,
];
