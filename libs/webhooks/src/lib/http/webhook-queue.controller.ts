import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { WebhookDeadLettersService } from '../monitoring/webhook-dead-letters.service';
import { WebhookQueueService } from '../monitoring/webhook-queue.service';
import { DeadLetterResultDto } from './dto/dead-letter.dto';
import { QueueStatsDto, RetryFailedDto } from './dto/queue.dto';
import { OperatorGuard } from './operator.guard';
import { NeedsScope } from './scope.guard';
import { ApiProblems, BODY_PROBLEMS } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

/** The deliveries of all tenants as one queue. */
// Decorators run from the bottom up: the guards of all come first, and say who it is.
@UseGuards(OperatorGuard)
@WebhooksApi()
@NeedsScope('admin')
@Controller('queue')
export class WebhookQueueController {
  constructor(
    private readonly queue: WebhookQueueService,
    private readonly deadLetters: WebhookDeadLettersService,
  ) {}

  @Get('stats')
  @ApiOperation({
    operationId: 'getWebhookQueueStats',
    summary: 'Read how the deliveries of all tenants stand',
  })
  @ApiOkResponse({ type: QueueStatsDto })
  stats(): Promise<QueueStatsDto> {
    return this.queue.stats();
  }

  @Post('pause')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'pauseWebhookQueue',
    summary: 'Stop all deliveries, in every process',
    description: 'Until they are resumed, restarts included. Events are published all the same.',
  })
  @ApiOkResponse({ type: QueueStatsDto })
  pause(): Promise<QueueStatsDto> {
    return this.queue.pause();
  }

  @Post('resume')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resumeWebhookQueue', summary: 'Let deliveries go out again' })
  @ApiOkResponse({ type: QueueStatsDto })
  resume(): Promise<QueueStatsDto> {
    return this.queue.resume();
  }

  @Post('retry-failed')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'retryFailedWebhooks',
    summary:
      'Repeat the dead letters of all tenants that nobody has repeated, at most 10,000 at a call',
    description: 'Newest first. Call again with `cursor` until `nextCursor` is null.',
  })
  @ApiBody({ type: RetryFailedDto, required: false })
  @ApiOkResponse({ type: DeadLetterResultDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_ID_INVALID')
  retryFailed(@Body() body: RetryFailedDto): Promise<DeadLetterResultDto> {
    return this.deadLetters.retryAll(body.cursor);
  }
}
