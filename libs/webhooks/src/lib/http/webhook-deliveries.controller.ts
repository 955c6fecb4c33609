import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import {
  AttemptListDto,
  DeliveryDto,
  DeliveryPageDto,
  DeliveryWithAttemptsDto,
} from './dto/delivery.dto';
import { ListDeliveriesDto, ListEndpointDeliveriesDto } from './dto/list-query.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'dlv_01kamqz0x3f1v9p0c6c2q1b7zd' };
const PAGES =
  'One page looks at no more than 5,000 deliveries. It may hold fewer than `limit`, even none, ' +
  'although there is more: go on until `nextCursor` is null.';

/** What became of events. */
@WebhooksApi()
@Controller()
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  @Get('deliveries')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'List deliveries, newest first',
    description: PAGES,
  })
  @ApiOkResponse({ type: DeliveryPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID')
  list(@Tenant() tenant: string, @Query() query: ListDeliveriesDto): Promise<DeliveryPageDto> {
    return this.deliveries.list(tenant, query);
  }

  @Get('deliveries/:id')
  @ApiOperation({
    operationId: 'getWebhookDelivery',
    summary: 'Read a delivery with its attempts',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: DeliveryWithAttemptsDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  read(@Tenant() tenant: string, @Param('id') id: string): Promise<DeliveryWithAttemptsDto> {
    return this.deliveries.findById(tenant, id);
  }

  @Get('deliveries/:id/attempts')
  @ApiOperation({
    operationId: 'listWebhookAttempts',
    summary: 'List the attempts of a delivery, in the order in which they were made',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: AttemptListDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  async attempts(@Tenant() tenant: string, @Param('id') id: string): Promise<AttemptListDto> {
    return { items: await this.deliveries.attempts(tenant, id) };
  }

  @Post('deliveries/:id/retry')
  @ApiOperation({
    operationId: 'retryWebhookDelivery',
    summary: 'Repeat a delivery, whatever became of it',
    description:
      'Makes a new delivery of the same event, due at once, each time it is called. What was still ' +
      'planned for the old one is cancelled.',
  })
  @ApiParam(ID)
  @ApiCreatedResponse({ type: DeliveryDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  retry(@Tenant() tenant: string, @Param('id') id: string): Promise<DeliveryDto> {
    return this.deliveries.retry(tenant, id);
  }

  @Post('deliveries/:id/cancel')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelWebhookDelivery',
    summary: 'Cancel a delivery that is not final',
    description:
      'An attempt that is under way ends by itself, and decides: delivered if the receiver took it, ' +
      'else cancelled. Until then the delivery stays `in_progress`.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: DeliveryDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  cancel(@Tenant() tenant: string, @Param('id') id: string): Promise<DeliveryDto> {
    return this.deliveries.cancel(tenant, id);
  }

  @Post('deliveries/:id/skip')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'skipWebhookDelivery',
    summary: 'Let an ordered endpoint go on that halts at this dead letter',
    description:
      'What stands in line behind it goes on. To put a new delivery in its place instead, repeat it.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: DeliveryDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  skip(@Tenant() tenant: string, @Param('id') id: string): Promise<DeliveryDto> {
    return this.deliveries.skip(tenant, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({
    operationId: 'listWebhookEndpointDeliveries',
    summary: 'List the deliveries to an endpoint, newest first',
    description: PAGES,
  })
  @ApiParam({ name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiOkResponse({ type: DeliveryPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  listByEndpoint(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Query() query: ListEndpointDeliveriesDto,
  ): Promise<DeliveryPageDto> {
    return this.deliveries.listByEndpoint(tenant, id, query);
  }
}
