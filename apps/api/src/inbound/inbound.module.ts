import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { UsersModule } from '../users/users.module';
import { ClerkController } from './clerk.controller';
import { ClerkHandler } from './clerk-handler';
import { InboundTenants } from './inbound-tenants';
import { StripeController } from './stripe.controller';
import { StripeHandler } from './stripe-handler';

/** Webhooks that other services send to the host. */
@Module({
  imports: [SubscriptionsModule, PaymentsModule, UsersModule],
  controllers: [StripeController, ClerkController],
  providers: [StripeHandler, ClerkHandler, InboundTenants],
})
export class InboundModule {}
