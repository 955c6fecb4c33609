import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { EndpointTestResultDto } from './dto/delivery.dto';
import { CreateEndpointDto, ReplaceEndpointDto, UpdateEndpointDto } from './dto/endpoint-input.dto';
import { CreatedEndpointDto, EndpointDto, EndpointPageDto } from './dto/endpoint.dto';
import { ListEndpointsDto } from './dto/list-query.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems, WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' };

/** Endpoints: who gets which events, and where. */
@WebhooksApi()
@Controller()
export class WebhookEndpointsController {
  constructor(private readonly registry: WebhookRegistryService) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhookEndpoint',
    summary: 'Create an endpoint',
    description: 'The answer is the only place where its signing secret is shown.',
  })
  @ApiCreatedResponse({ type: CreatedEndpointDto })
  @ApiProblems(400)
  async create(
    @Tenant() tenant: string,
    @Body() body: CreateEndpointDto,
  ): Promise<CreatedEndpointDto> {
    const { endpoint, secret } = await this.registry.create(tenant, body);
    return { ...endpoint, secret };
  }

  @Get()
  @ApiOperation({ operationId: 'listWebhookEndpoints', summary: 'List endpoints, newest first' })
  @ApiOkResponse({ type: EndpointPageDto })
  @ApiProblems(400)
  list(@Tenant() tenant: string, @Query() query: ListEndpointsDto): Promise<EndpointPageDto> {
    return this.registry.list(tenant, query);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getWebhookEndpoint', summary: 'Read an endpoint' })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointDto })
  @ApiProblems(400, 404)
  read(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointDto> {
    return this.registry.findById(tenant, id);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'updateWebhookEndpoint',
    summary: 'Change settings of an endpoint',
    description:
      'What is left out stays. Switched off, an endpoint keeps its deliveries waiting; switched on ' +
      'again, they are due at once.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointDto })
  @ApiProblems(400, 404)
  update(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: UpdateEndpointDto,
  ): Promise<EndpointDto> {
    return this.registry.update(tenant, id, body);
  }

  @Put(':id')
  @ApiOperation({
    operationId: 'replaceWebhookEndpoint',
    summary: 'Set every setting of an endpoint',
    description:
      'What is left out returns to its default, custom headers too. Only the secret stays, and ' +
      'whether the endpoint is switched on.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointDto })
  @ApiProblems(400, 404)
  replace(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: ReplaceEndpointDto,
  ): Promise<EndpointDto> {
    return this.registry.replace(tenant, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWebhookEndpoint',
    summary: 'Delete an endpoint',
    description: 'Its waiting deliveries become dead letters; its history stays.',
  })
  @ApiParam(ID)
  @ApiNoContentResponse()
  @ApiProblems(400, 404)
  delete(@Tenant() tenant: string, @Param('id') id: string): Promise<void> {
    return this.registry.delete(tenant, id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'testWebhookEndpoint',
    summary: 'Send a test event to an endpoint',
    description: 'Also to one that is switched off.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointTestResultDto })
  @ApiProblems(400, 404)
  test(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointTestResultDto> {
    return this.registry.testEndpoint(tenant, id);
  }
}
