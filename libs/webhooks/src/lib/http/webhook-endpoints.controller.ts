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
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import type { IfVersion } from '../registry/endpoint-input';
import { EndpointVerifier } from '../registry/endpoint-verifier';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { EndpointTestResultDto } from './dto/delivery.dto';
import {
  CreateEndpointDto,
  RegenerateSecretDto,
  ReplaceEndpointDto,
  TestEndpointDto,
  UpdateEndpointDto,
} from './dto/endpoint-input.dto';
import {
  CreatedEndpointDto,
  EndpointDto,
  EndpointPageDto,
  EndpointWithDeliveriesDto,
} from './dto/endpoint.dto';
import { EndpointVerificationDto, VerifyEndpointDto } from './dto/endpoint-verification.dto';
import { ListEndpointsDto } from './dto/list-query.dto';
import { ApiIfMatch, IfMatch, VERSION_TAG } from './if-match.decorator';
import { Tenant } from './tenant.decorator';
import { VersionTagInterceptor } from './version-tag.interceptor';
import { ApiProblems, BODY_PROBLEMS } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' };

/** Endpoints: who gets which events, and where. */
@WebhooksApi()
@UseInterceptors(VersionTagInterceptor)
@Controller()
export class WebhookEndpointsController {
  constructor(
    private readonly registry: WebhookRegistryService,
    private readonly deliveries: WebhookDeliveriesService,
    private readonly verifier: EndpointVerifier,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhookEndpoint',
    summary: 'Create an endpoint',
    description: 'The answer is the only place where its signing secret is shown.',
  })
  @ApiCreatedResponse({ type: CreatedEndpointDto, headers: VERSION_TAG })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_URL_BLOCKED',
    'HOOKLINE_SECRET_INVALID',
    'HOOKLINE_ENDPOINT_LIMIT',
  )
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
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID')
  list(@Tenant() tenant: string, @Query() query: ListEndpointsDto): Promise<EndpointPageDto> {
    return this.registry.list(tenant, query);
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getWebhookEndpoint',
    summary: 'Read an endpoint, with the last deliveries to it',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointWithDeliveriesDto, headers: VERSION_TAG })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  read(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointWithDeliveriesDto> {
    return this.deliveries.endpointWithDeliveries(tenant, id);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'updateWebhookEndpoint',
    summary: 'Change settings of an endpoint',
    description:
      'What is left out stays. Switched off, an endpoint keeps its deliveries waiting; switched on ' +
      'again, they go out by and by.',
  })
  @ApiParam(ID)
  @ApiIfMatch()
  @ApiOkResponse({ type: EndpointDto, headers: VERSION_TAG })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_ID_INVALID',
    'HOOKLINE_URL_BLOCKED',
    'HOOKLINE_NOT_FOUND',
    'HOOKLINE_PRECONDITION_FAILED',
  )
  update(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: UpdateEndpointDto,
    @IfMatch() ifVersion: IfVersion | undefined,
  ): Promise<EndpointDto> {
    return this.registry.update(tenant, id, body, { ifVersion });
  }

  @Put(':id')
  @ApiOperation({
    operationId: 'replaceWebhookEndpoint',
    summary: 'Set every setting of an endpoint',
    description:
      'What is left out returns to its default, custom headers too. Only the secret stays, with its ' +
      'scheme, and whether the endpoint is switched on.',
  })
  @ApiParam(ID)
  @ApiIfMatch()
  @ApiOkResponse({ type: EndpointDto, headers: VERSION_TAG })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_ID_INVALID',
    'HOOKLINE_URL_BLOCKED',
    'HOOKLINE_NOT_FOUND',
    'HOOKLINE_PRECONDITION_FAILED',
  )
  replace(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: ReplaceEndpointDto,
    @IfMatch() ifVersion: IfVersion | undefined,
  ): Promise<EndpointDto> {
    return this.registry.replace(tenant, id, body, { ifVersion });
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'pauseWebhookEndpoint',
    summary: 'Switch an endpoint off',
    description:
      'Its deliveries wait until it is resumed. Events that are published meanwhile are not for it.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointDto, headers: VERSION_TAG })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  pause(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointDto> {
    return this.registry.pause(tenant, id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resumeWebhookEndpoint',
    summary: 'Switch an endpoint on',
    description:
      'What waited falls due oldest first, 100 a second at first and 10 more each second. Also for an ' +
      'endpoint that answered 410.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointDto, headers: VERSION_TAG })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  resume(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointDto> {
    return this.registry.resume(tenant, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWebhookEndpoint',
    summary: 'Delete an endpoint',
    description: 'Its waiting deliveries become dead letters; its history stays.',
  })
  @ApiParam(ID)
  @ApiIfMatch()
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_PRECONDITION_FAILED')
  delete(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @IfMatch() ifVersion: IfVersion | undefined,
  ): Promise<void> {
    return this.registry.delete(tenant, id, { ifVersion });
  }

  @Post(':id/regenerate-secret')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'regenerateWebhookSecret',
    summary: 'Give an endpoint a new signing secret',
    description:
      'The answer is the only place where it is shown. The secrets before it go on signing beside it ' +
      'for the overlap.',
  })
  @ApiBody({ type: RegenerateSecretDto, required: false })
  @ApiParam(ID)
  @ApiIfMatch()
  @ApiOkResponse({ type: CreatedEndpointDto, headers: VERSION_TAG })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_ID_INVALID',
    'HOOKLINE_SECRET_INVALID',
    'HOOKLINE_NOT_FOUND',
    'HOOKLINE_SECRET_LIMIT',
    'HOOKLINE_PRECONDITION_FAILED',
  )
  async regenerateSecret(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: RegenerateSecretDto,
    @IfMatch() ifVersion: IfVersion | undefined,
  ): Promise<CreatedEndpointDto> {
    const condition = { ifVersion };
    const { endpoint, secret } = await this.registry.regenerateSecret(tenant, id, body, condition);
    return { ...endpoint, secret };
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'testWebhookEndpoint',
    summary: 'Send a test event to an endpoint, or an example of another',
    description:
      'Also to one that is switched off, and not to one that still has to be verified. Patterns and filter ' +
      'are not asked; statistics and replays leave it out.',
  })
  @ApiParam(ID)
  @ApiBody({ type: TestEndpointDto, required: false })
  @ApiOkResponse({ type: EndpointTestResultDto })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_ID_INVALID',
    'HOOKLINE_NOT_FOUND',
    'HOOKLINE_ENDPOINT_UNVERIFIED',
  )
  test(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: TestEndpointDto,
  ): Promise<EndpointTestResultDto> {
    return this.registry.testEndpoint(tenant, id, body);
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verifyWebhookEndpoint',
    summary: 'Ask the receiver of an endpoint whether it wants webhooks',
    description:
      'By the handshake of CloudEvents, or by a signed message whose token it has to answer. A receiver ' +
      'that does not agree is no error: the answer says why.',
  })
  @ApiBody({ type: VerifyEndpointDto, required: false })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointVerificationDto })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_ID_INVALID',
    'HOOKLINE_NOT_FOUND',
    'HOOKLINE_RATE_LIMITED',
    'HOOKLINE_VERIFICATION_TOO_SOON',
  )
  verify(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Body() body: VerifyEndpointDto,
  ): Promise<EndpointVerificationDto> {
    return this.verifier.verify(tenant, id, body.method);
  }
}
