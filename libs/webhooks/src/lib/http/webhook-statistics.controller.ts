import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { WebhookStatisticsService } from '../monitoring/statistics/webhook-statistics.service';
import { EndpointHealthDto, StatisticsDto, StatisticsQueryDto } from './dto/statistics.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' };

/** What became of deliveries, in numbers. */
@WebhooksApi()
@Controller()
export class WebhookStatisticsController {
  constructor(private readonly statistics: WebhookStatisticsService) {}

  @Get('stats')
  @ApiOperation({
    operationId: 'getWebhookStatistics',
    summary: 'Read what became of all deliveries in a period',
  })
  @ApiOkResponse({ type: StatisticsDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  readAll(@Tenant() tenant: string, @Query() query: StatisticsQueryDto): Promise<StatisticsDto> {
    return this.statistics.ofTenant(tenant, query);
  }

  @Get(':id/stats')
  @ApiOperation({
    operationId: 'getWebhookEndpointStatistics',
    summary: 'Read what became of the deliveries to an endpoint in a period',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: StatisticsDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  read(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Query() query: StatisticsQueryDto,
  ): Promise<StatisticsDto> {
    return this.statistics.ofEndpoint(tenant, id, query);
  }

  @Get(':id/health')
  @ApiOperation({
    operationId: 'getWebhookEndpointHealth',
    summary: 'Read how an endpoint did in the last 24 hours',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointHealthDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  health(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointHealthDto> {
    return this.statistics.endpointHealth(tenant, id);
  }
}
