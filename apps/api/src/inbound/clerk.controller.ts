import { ApiProblems, Inbound, InboundWebhook, type ReceivedMessage } from '@hookline/webhooks';
import { Controller, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/decorators';
import { ClerkMessage } from './dto/clerk-message';
import { ClerkHandler } from './clerk-handler';
import { INBOUND_PROBLEMS } from './inbound-problems';

/** What Clerk tells of users. Its signature stands for a token. */
@ApiTags('inbound')
@Public()
@Controller('webhooks')
export class ClerkController {
  constructor(private readonly handler: ClerkHandler) {}

  @Post('clerk')
  @InboundWebhook('clerk', { payload: ClerkMessage })
  @ApiOperation({ summary: 'Take an event of Clerk' })
  @ApiHeader({ name: 'svix-signature', required: true })
  @ApiBody({ schema: { type: 'object' }, description: 'As it was sent: its bytes are signed.' })
  @ApiOkResponse({ description: 'It was handled, now or before' })
  @ApiProblems(...INBOUND_PROBLEMS)
  async handle(@Inbound() message: ReceivedMessage<ClerkMessage>): Promise<void> {
    await this.handler.handle(message);
  }
}
