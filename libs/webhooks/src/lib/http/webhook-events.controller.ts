import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { EventCatalog } from '../events/event-catalog';
import { EventDto, EventListDto } from './dto/event.dto';
import { ApiProblems } from './openapi/api-problems.decorator';
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

  @Get(':type')
  @ApiOperation({
    operationId: 'getWebhookEvent',
    summary: 'Read what an event is, with the JSON Schema of its data',
  })
  @ApiParam({ name: 'type', example: 'project.created' })
  @ApiOkResponse({ type: EventDto })
  @ApiProblems('HOOKLINE_NOT_FOUND')
  read(@Param('type') type: string): EventDto {
    return this.catalog.describeOne(type);
  }
}
