import type { ReceivedMessage } from '@hookline/webhooks';
import { Injectable } from '@nestjs/common';
import { PaymentsService } from '../payments/payments.service';
import { SubscriptionsService } from '../subscriptions/subscriptions.service';
import type { StripeMessage } from './dto/stripe-message';
import { InboundTenants } from './inbound-tenants';
import { stripeChange, type StripeChange } from './stripe-change';

/** Passes on what Stripe says, in the transaction of its message. */
@Injectable()
export class StripeHandler {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly payments: PaymentsService,
    private readonly tenants: InboundTenants,
  ) {}

  /** @throws InboundMalformedError for a message of a known type and another form */
  async handle(message: ReceivedMessage<StripeMessage>): Promise<void> {
    const change = stripeChange(message.payload);
    if (change === undefined) return;
    const named = change.tenantId ?? (await this.knownTenant(change));
    const tenantId = this.tenants.choose(named, message);
    if (tenantId === undefined) return;
    const { created } = message.payload;
    const at = created === undefined ? new Date() : new Date(created * 1_000);
    if (change.of === 'payment') await this.payments[change.what](tenantId, change.told, at);
    else await this.subscriptions[change.what](tenantId, change.told, at);
  }

  private knownTenant({ of, told: { id } }: StripeChange): Promise<string | undefined> {
    return of === 'payment' ? this.payments.tenantOf(id) : this.subscriptions.tenantOf(id);
  }
}
