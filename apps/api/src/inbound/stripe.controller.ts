import { ApiProblems, Inbound, InboundWebhook, type ReceivedMessage } from '@hookline/webhooks';
import { Controller, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/decorators';
import { StripeMessage } from './dto/stripe-message';
import { StripeHandler } from './stripe-handler';
import { INBOUND_PROBLEMS } from './inbound-problems';

/** What Stripe tells of payments and subscriptions. Its signature stands for a token. */
@ApiTags('inbound')
@Public()
@Controller('webhooks')
export class StripeController {
  constructor(private readonly handler: StripeHandler) {}

  @Post('stripe')
  @InboundWebhook('stripe', { payload: StripeMessage })
  @ApiOperation({ summary: 'Take an event of Stripe' })
  @ApiHeader({ name: 'stripe-signature', required: true })
  @ApiBody({ schema: { type: 'object' }, description: 'As it was sent: its bytes are signed.' })
  @ApiOkResponse({ description: 'It was handled, now or before' })
  @ApiProblems(...INBOUND_PROBLEMS)
  async handle(@Inbound() message: ReceivedMessage<StripeMessage>): Promise<void> {
    await this.handler.handle(message);
  }
}
