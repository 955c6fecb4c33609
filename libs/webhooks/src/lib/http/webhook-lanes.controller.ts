import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { WebhookLanesService } from '../monitoring/webhook-lanes.service';
import { EndpointLaneDto } from './dto/lane.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' };

/** How deliveries get through to an endpoint. */
@WebhooksApi()
@Controller()
export class WebhookLanesController {
  constructor(private readonly lanes: WebhookLanesService) {}

  @Get(':id/lane')
  @ApiOperation({
    operationId: 'getWebhookEndpointLane',
    summary: "Read an endpoint's circuit, what is held for it, and where its lines halt",
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointLaneDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  read(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointLaneDto> {
    return this.lanes.ofEndpoint(tenant, id);
  }

  @Post(':id/lane/reset')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resetWebhookEndpointLane',
    summary: 'Close an open circuit by hand',
    description:
      'The endpoint gets what was held bit by bit. A circuit that is not open stays as it is.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointLaneDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  reset(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointLaneDto> {
    return this.lanes.reset(tenant, id);
  }
}
