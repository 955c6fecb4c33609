import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { WebhookDeadLettersService } from '../monitoring/webhook-dead-letters.service';
import {
  DeadLetterResultDto,
  DeadLetterSelectionDto,
  ListDeadLettersDto,
} from './dto/dead-letter.dto';
import { DeliveryPageDto } from './dto/delivery.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems, BODY_PROBLEMS } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

/** What will not be tried again by itself. */
@WebhooksApi()
@Controller('dead-letters')
export class WebhookDeadLettersController {
  constructor(private readonly deadLetters: WebhookDeadLettersService) {}

  @Get()
  @ApiOperation({
    operationId: 'listWebhookDeadLetters',
    summary: 'List the dead letters that nobody has repeated, newest first',
    description:
      'A page may hold fewer than `limit` although there is more: go on until `nextCursor` is null.',
  })
  @ApiOkResponse({ type: DeliveryPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID')
  list(@Tenant() tenant: string, @Query() query: ListDeadLettersDto): Promise<DeliveryPageDto> {
    return this.deadLetters.list(tenant, query);
  }

  @Post('retry')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'retryWebhookDeadLetters',
    summary: 'Repeat dead letters, at most 10,000 at a call',
    description:
      'By `ids`, also those that were repeated before; or by `filter`, those that were not.',
  })
  @ApiOkResponse({ type: DeadLetterResultDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_ID_INVALID')
  retry(
    @Tenant() tenant: string,
    @Body() selection: DeadLetterSelectionDto,
  ): Promise<DeadLetterResultDto> {
    return this.deadLetters.retry(tenant, selection);
  }

  @Post('purge')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'purgeWebhookDeadLetters',
    summary: 'Delete dead letters for good, at most 10,000 at a call',
    description: 'By `ids` or by `filter`; `filter.to` is for those older than a time.',
  })
  @ApiOkResponse({ type: DeadLetterResultDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_ID_INVALID')
  purge(
    @Tenant() tenant: string,
    @Body() selection: DeadLetterSelectionDto,
  ): Promise<DeadLetterResultDto> {
    return this.deadLetters.purge(tenant, selection);
  }
}
