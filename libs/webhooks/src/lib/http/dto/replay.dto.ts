import {
  REPLAY_STATUSES,
  REPLAYABLE_STATUSES,
  type EndpointId,
  type Page,
  type Replay,
  type ReplayableStatus,
  type ReplayId,
  type ReplayStatus,
} from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
} from 'class-validator';
import { MAX_EVENT_PATTERNS } from '../../registry/event-patterns';
import {
  DEFAULT_REPLAY_RATE,
  REPLAY_RATE_RANGE,
  type ReplayInput,
} from '../../replay/replay-input';
import type { ReplayEstimate } from '../../replay/webhook-replays.service';
import { IsMoment } from './is-moment.decorator';

/** Which events to deliver again. */
@ApiSchema({ name: 'CreateWebhookReplay' })
export class CreateReplayDto implements ReplayInput {
  @ApiPropertyOptional({
    example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd',
    description: 'To this endpoint. @default all',
  })
  @IsOptional()
  @IsString()
  endpointId?: string;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_EVENT_PATTERNS,
    default: [],
    example: ['project.*'],
    description: 'Patterns, as endpoints have them. Empty means all.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_EVENT_PATTERNS)
  @IsString({ each: true })
  eventTypes?: string[];

  @ApiPropertyOptional({
    enum: REPLAYABLE_STATUSES,
    isArray: true,
    minItems: 1,
    description:
      'What the latest delivery of an event to an endpoint has to have come to. @default all',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(REPLAYABLE_STATUSES.length)
  @IsIn(REPLAYABLE_STATUSES, { each: true })
  statuses?: ReplayableStatus[];

  @ApiPropertyOptional({
    default: false,
    description:
      'Instead: what the endpoint subscribes to and never had a delivery of. Needs `endpointId`.',
  })
  @IsOptional()
  @IsBoolean()
  missing?: boolean;

  @IsMoment('Published then or later.')
  from?: string;

  @IsMoment('Published before.')
  to?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: REPLAY_RATE_RANGE.min,
    maximum: REPLAY_RATE_RANGE.max,
    default: DEFAULT_REPLAY_RATE,
    description: 'Most deliveries in a second.',
  })
  @IsOptional()
  @IsInt()
  @Min(REPLAY_RATE_RANGE.min)
  @Max(REPLAY_RATE_RANGE.max)
  ratePerSecond?: number;

  @ApiPropertyOptional({ default: false, description: 'Only count what would be replayed.' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

/** Many events that are delivered again. */
@ApiSchema({ name: 'WebhookReplay' })
export class ReplayDto implements Replay {
  @ApiProperty({ type: String, example: 'rpl_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: ReplayId;

  @ApiProperty({ example: 'acme' })
  tenantId!: string;

  @ApiProperty({ enum: REPLAY_STATUSES })
  status!: ReplayStatus;

  @ApiProperty({ type: String, nullable: true, description: 'Null for all endpoints.' })
  endpointId!: EndpointId | null;

  @ApiProperty({ type: [String], description: 'Patterns; empty for all.' })
  eventTypes!: string[];

  @ApiProperty({ enum: REPLAYABLE_STATUSES, isArray: true })
  statuses!: ReplayableStatus[];

  @ApiProperty()
  missing!: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  from!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  to!: string | null;

  @ApiProperty({ type: 'integer', example: DEFAULT_REPLAY_RATE })
  ratePerSecond!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Deliveries that there were to make when it began; null when there were too many to count.',
  })
  total!: number | null;

  @ApiProperty({ type: 'integer', description: 'Deliveries that it has made.' })
  replayed!: number;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt!: string | null;
}

/** What a replay would make. */
@ApiSchema({ name: 'WebhookReplayEstimate' })
export class ReplayEstimateDto implements ReplayEstimate {
  @ApiProperty({ type: 'integer' })
  count!: number;

  @ApiProperty({
    description: 'False when there were too many to count: it is at least `count` then.',
  })
  complete!: boolean;
}

/** A page of replays, newest first. */
@ApiSchema({ name: 'WebhookReplayPage' })
export class ReplayPageDto implements Page<Replay> {
  @ApiProperty({ type: [ReplayDto] })
  items!: ReplayDto[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page.' })
  nextCursor!: string | null;
}
