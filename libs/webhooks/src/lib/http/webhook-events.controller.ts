import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { EventCatalog } from '../events/event-catalog';
import { EventListDto } from './dto/event.dto';
import { WebhooksApi } from './webhooks-api.decorator';

/** The catalog of events. */
@WebhooksApi()
@Controller('events')
export class WebhookEventsController {
  constructor(private readonly catalog: EventCatalog) {}

  @Get()
  @ApiOperation({
    operationId: 'listWebhookEvents',
    summary: 'List the events that can be subscribed to',
  })
  @ApiOkResponse({ type: EventListDto })
  list(): EventListDto {
    return { items: this.catalog.describe() };
  }
}
