import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { WebhookApiKeysService } from '../access/webhook-api-keys.service';
import { ApiKeyPageDto, CreateApiKeyDto, CreatedApiKeyDto } from './dto/api-key.dto';
import { PageQueryDto } from './dto/list-query.dto';
import { NeedsScope } from './scope.guard';
import { Tenant } from './tenant.decorator';
import { ApiProblems, BODY_PROBLEMS } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

/** Keys for programs that call this API. */
@WebhooksApi()
@NeedsScope('admin')
@Controller('api-keys')
export class WebhookApiKeysController {
  constructor(private readonly apiKeys: WebhookApiKeysService) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhookApiKey',
    summary: 'Create an API key',
    description: 'The answer is the only place where its value is shown.',
  })
  @ApiCreatedResponse({ type: CreatedApiKeyDto })
  @ApiProblems(...BODY_PROBLEMS)
  create(@Tenant() tenant: string, @Body() body: CreateApiKeyDto): Promise<CreatedApiKeyDto> {
    return this.apiKeys.create(tenant, body);
  }

  @Get()
  @ApiOperation({ operationId: 'listWebhookApiKeys', summary: 'List API keys, newest first' })
  @ApiOkResponse({ type: ApiKeyPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID')
  list(@Tenant() tenant: string, @Query() query: PageQueryDto): Promise<ApiKeyPageDto> {
    return this.apiKeys.list(tenant, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWebhookApiKey',
    summary: 'Delete an API key',
    description: 'It is refused from the next request on.',
  })
  @ApiParam({ name: 'id', example: 'key_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  delete(@Tenant() tenant: string, @Param('id') id: string): Promise<void> {
    return this.apiKeys.delete(tenant, id);
  }
}
