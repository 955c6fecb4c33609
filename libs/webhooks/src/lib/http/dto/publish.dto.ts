import {
  MATCH_OBSTACLES,
  type EndpointId,
  type EndpointMatch,
  type DeliveryId,
  type EventId,
  type MatchObstacle,
} from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { PublishedEvent } from '../../events/event-publish.port';
import { IsMoment } from './is-moment.decorator';
import { ProblemDto } from './problem.dto';

/** Most events of one batch. */
export const MAX_BATCH = 100;
const MAX_LABEL = 255;

/** An event to be matched: its type and what would be sent. */
@ApiSchema({ name: 'MatchWebhookEvent' })
export class MatchEventDto {
  @ApiProperty({ example: 'project.created' })
  @IsString()
  type!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'By the rules of the event type.',
    example: { id: '6f4e1c0a-8f0e-4f6f-9d57-5c1a3a6d9b10', name: 'Roadmap' },
  })
  @IsDefined()
  @Allow()
  data!: unknown;
}

/** An event to be published. */
@ApiSchema({ name: 'PublishWebhookEvent' })
export class PublishEventDto extends MatchEventDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_LABEL,
    description: 'What the event is about, for the history.',
    example: 'project:42',
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL)
  subject?: string;

  @ApiPropertyOptional({ type: [String], maxItems: 20, description: 'Labels, for the history.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  tags?: string[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 9,
    default: 5,
    description: 'Higher goes first. Excludes `orderingKey`.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(9)
  priority?: number;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_LABEL,
    description:
      'Endpoints that are ordered by key get events with the same key one after the other. ' +
      'Excludes `priority`.',
    example: 'project:42',
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL)
  orderingKey?: string;

  @IsMoment(
    'When the event stops being of use: what is not delivered by then ends as a dead letter. ' +
      'Without it, as its type says; null for never.',
    { nullable: true },
  )
  expiresAt?: string | null;
}

/** One event of a batch. */
@ApiSchema({ name: 'PublishWebhookBatchItem' })
export class PublishBatchItemDto extends PublishEventDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_LABEL,
    description: 'What the header `Idempotency-Key` is to a single event.',
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL)
  idempotencyKey?: string;
}

/** Events to be published, each for itself. */
@ApiSchema({ name: 'PublishWebhookBatch' })
export class PublishBatchDto {
  @ApiProperty({ type: [PublishBatchItemDto], minItems: 1, maxItems: MAX_BATCH })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @ValidateNested({ each: true })
  @Type(() => PublishBatchItemDto)
  items!: PublishBatchItemDto[];
}

/** An event that is stored. */
@ApiSchema({ name: 'PublishedWebhookEvent' })
export class PublishedEventDto implements PublishedEvent {
  @ApiProperty({ type: String, example: 'evt_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: EventId;

  @ApiProperty({ type: [String], description: 'One for each endpoint that gets it.' })
  deliveries!: DeliveryId[];

  @ApiProperty({
    description: 'Whether the idempotency key was known: then this is the first event.',
  })
  duplicate!: boolean;
}

/** What became of one event of a batch: exactly one of the two. */
@ApiSchema({ name: 'PublishWebhookBatchResult' })
export class PublishBatchResultDto {
  @ApiPropertyOptional({ type: PublishedEventDto })
  published?: PublishedEventDto;

  @ApiPropertyOptional({ type: ProblemDto, description: 'Why it was not stored.' })
  problem?: ProblemDto;
}

/** What became of a batch, in its order. */
@ApiSchema({ name: 'PublishWebhookBatchResults' })
export class PublishBatchResultsDto {
  @ApiProperty({ type: [PublishBatchResultDto] })
  items!: PublishBatchResultDto[];
}

/** Whether an endpoint would get an event. */
@ApiSchema({ name: 'WebhookEndpointMatch' })
export class EndpointMatchDto implements EndpointMatch {
  @ApiProperty({ type: String, example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  endpointId!: EndpointId;

  @ApiProperty({ example: 'billing' })
  endpointName!: string;

  @ApiProperty()
  matched!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'project.*',
    description: 'The first pattern that has the type.',
  })
  pattern!: string | null;

  @ApiProperty({ enum: MATCH_OBSTACLES, isArray: true, description: 'What stands in the way.' })
  obstacles!: MatchObstacle[];
}

/** Who would get an event. */
@ApiSchema({ name: 'WebhookEventMatch' })
export class EventMatchDto {
  @ApiProperty({ type: [EndpointMatchDto], description: 'Newest first, at most 1,000.' })
  items!: EndpointMatchDto[];
}
