import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { EndpointSecretListDto } from './dto/endpoint.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' };

/** The signing secrets of an endpoint, by their prefix. */
@WebhooksApi()
@Controller(':id/secrets')
export class WebhookSecretsController {
  constructor(private readonly registry: WebhookRegistryService) {}

  @Get()
  @ApiOperation({
    operationId: 'listWebhookSecrets',
    summary: 'List the live signing secrets of an endpoint, newest first',
    description: 'Never their values.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: EndpointSecretListDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  async list(@Tenant() tenant: string, @Param('id') id: string): Promise<EndpointSecretListDto> {
    return { items: await this.registry.listSecrets(tenant, id) };
  }

  @Delete(':sid')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWebhookSecret',
    summary: 'End a signing secret before its overlap does',
    description: 'Not the newest one: nothing could be signed without it.',
  })
  @ApiParam(ID)
  @ApiParam({ name: 'sid', example: 'sec_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  delete(
    @Tenant() tenant: string,
    @Param('id') id: string,
    @Param('sid') secretId: string,
  ): Promise<void> {
    return this.registry.deleteSecret(tenant, id, secretId);
  }
}
