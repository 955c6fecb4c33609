import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { DeliveryPageDto, DeliveryWithAttemptsDto } from './dto/delivery.dto';
import { ListDeliveriesDto } from './dto/list-query.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems, WebhooksApi } from './webhooks-api.decorator';

/** What became of events. */
@WebhooksApi()
@Controller()
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  @Get('deliveries/:id')
  @ApiOperation({
    operationId: 'getWebhookDelivery',
    summary: 'Read a delivery with its attempts',
  })
  @ApiParam({ name: 'id', example: 'dlv_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiOkResponse({ type: DeliveryWithAttemptsDto })
  @ApiProblems(400, 404)
  read(@Tenant() tenant: string, @Param('id') id: string): Promise<DeliveryWithAttemptsDto> {
    return this.deliveries.findById(tenant, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'List the deliveries to an endpoint, newest first',
  })
  @ApiParam({ name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiOkResponse({ type: DeliveryPageDto })
  @ApiProblems(400, 404)
  list(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Query() query: ListDeliveriesDto,
  ): Promise<DeliveryPageDto> {
    return this.deliveries.listByEndpoint(tenant, id, query);
  }
}
