import { Body, Controller, Get, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { HooklineError } from '../common/hookline.error';
import { WebhookStoriesService } from '../monitoring/webhook-stories.service';
import type { PublishManyItem, PublishResult } from '../publishing/publish-options';
import { WebhookPublisher } from '../publishing/webhook-publisher';
import {
  EventMatchDto,
  MatchEventDto,
  PublishBatchDto,
  type PublishBatchItemDto,
  type PublishBatchResultDto,
  PublishBatchResultsDto,
  PublishedEventDto,
  PublishEventDto,
} from './dto/publish.dto';
import { EventStoryDto } from './dto/story.dto';
import { ApiIdempotencyKey, IdempotencyKey } from './idempotency-key.decorator';
import { toProblem } from './problem';
import { NeedsScope } from './scope.guard';
import { Tenant } from './tenant.decorator';
import { ApiProblems, BODY_PROBLEMS } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

/** Events, published over HTTP; who gets them, and what became of them. */
@WebhooksApi()
@Controller()
export class WebhookPublishingController {
  private readonly logger = new Logger('Hookline');

  constructor(
    private readonly publisher: WebhookPublisher,
    private readonly stories: WebhookStoriesService,
  ) {}

  @Post('publish')
  @HttpCode(202)
  @NeedsScope('events:publish')
  @ApiOperation({
    operationId: 'publishWebhookEvent',
    summary: 'Publish an event',
    description: 'Answers when it is stored, and waits for no receiver.',
  })
  @ApiIdempotencyKey()
  @ApiAcceptedResponse({ type: PublishedEventDto })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_EVENT_UNKNOWN',
    'HOOKLINE_EVENT_INVALID',
    'HOOKLINE_IDEMPOTENCY_CONFLICT',
    'HOOKLINE_DATABASE_READ_ONLY',
    'HTTP_503',
    'HOOKLINE_PUBLISH_OVERLOADED',
    'HOOKLINE_PUBLISHER_CLOSED',
  )
  publish(
    @Tenant() tenantId: string,
    @Body() event: PublishEventDto,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<PublishedEventDto> {
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    const { event: published, ...options } = toPublished(event);
    return this.publisher.publish(published, { ...options, ...key, tenantId });
  }

  @Post('publish/batch')
  @HttpCode(202)
  @NeedsScope('events:publish')
  @ApiOperation({
    operationId: 'publishWebhookEvents',
    summary: 'Publish up to 100 events, each for itself',
    description:
      'One that is refused does not keep the others back: the answer says of each what became of it. ' +
      'Only when none could be stored at the moment, the answer is 503.',
  })
  @ApiAcceptedResponse({ type: PublishBatchResultsDto })
  @ApiProblems(
    ...BODY_PROBLEMS,
    'HOOKLINE_DATABASE_READ_ONLY',
    'HTTP_503',
    'HOOKLINE_PUBLISH_OVERLOADED',
    'HOOKLINE_PUBLISHER_CLOSED',
  )
  async publishBatch(
    @Tenant() tenantId: string,
    @Body() { items }: PublishBatchDto,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<PublishBatchResultsDto> {
    if (idempotencyKey !== undefined) {
      const message = 'is for single events; give each item an idempotencyKey';
      throw new ValidationFailedError([{ field: 'Idempotency-Key', message }]);
    }
    const results = await this.publisher.publishEach(
      items.map((item) => ({ ...toPublished(item), tenantId })),
    );
    const [first] = results;
    if (first !== undefined && results.every(isUnavailable)) throw first.error;
    return { items: results.map((result) => this.toResult(result)) };
  }

  @Get('published/:id')
  @ApiOperation({
    operationId: 'getWebhookEventStory',
    summary: 'Read what became of an event, endpoint by endpoint',
    description: 'Why each endpoint got it, or why not, each attempt, and what comes next.',
  })
  @ApiParam({ name: 'id', example: 'evt_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiOkResponse({ type: EventStoryDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  story(@Tenant() tenant: string, @Param('id') id: string): Promise<EventStoryDto> {
    return this.stories.findById(tenant, id);
  }

  @Post('match')
  @HttpCode(200)
  @NeedsScope('webhooks:read')
  @ApiOperation({
    operationId: 'matchWebhookEvent',
    summary: 'Ask which endpoints would get an event, and why the others would not',
    description: 'Nothing is stored.',
  })
  @ApiOkResponse({ type: EventMatchDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_EVENT_UNKNOWN', 'HOOKLINE_EVENT_INVALID')
  async match(
    @Tenant() tenantId: string,
    @Body() { type, data }: MatchEventDto,
  ): Promise<EventMatchDto> {
    return { items: await this.publisher.match({ type, data }, { tenantId }) };
  }

  private toResult({ published, error }: PublishResult): PublishBatchResultDto {
    if (published !== undefined) return { published };
    if (!(error instanceof HooklineError)) {
      // Nobody else sees it: the request as a whole succeeds.
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return { problem: toProblem(error) };
  }
}

/** What a request says of an event, as the publisher takes it. */
function toPublished({ type, data, expiresAt, ...options }: PublishBatchItemDto): PublishManyItem {
  const event = { type, data };
  if (expiresAt === undefined) return { event, ...options };
  return { event, ...options, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}

function isUnavailable({ error }: PublishResult): boolean {
  return error instanceof HooklineError && error.httpStatus === 503;
}
