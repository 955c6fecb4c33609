import {
  CIRCUIT_STATES,
  type CircuitState,
  ENDPOINT_HEALTH_STATUSES,
  type EndpointHealth,
  type EndpointHealthStatus,
  type EndpointId,
  type OutcomeCounts,
  type ResponseCounts,
  type ResponseTimes,
  type Statistics,
  STATISTICS_BUCKETS,
  type StatisticsBucket,
  type WaitingCounts,
} from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { StatisticsQuery } from '../../monitoring/statistics/statistics-period';
import { DeliveryDto } from './delivery.dto';
import { IsMoment } from './is-moment.decorator';

const ENDPOINT_ID = 'ep_01kamqz0x3f1v9p0c6c2q1b7zd';

/** Which statistics. */
export class StatisticsQueryDto implements StatisticsQuery {
  @IsMoment('Begin. Without it: 24 hours before `to`, or 30 days with `bucket=day`.')
  from?: string;

  @IsMoment('End. Without it: now.')
  to?: string;

  @ApiPropertyOptional({ enum: STATISTICS_BUCKETS, default: 'hour' })
  @IsOptional()
  @IsIn(STATISTICS_BUCKETS)
  bucket?: StatisticsBucket;
}

/** Times to answer. */
@ApiSchema({ name: 'WebhookResponseTimes' })
export class ResponseTimesDto implements ResponseTimes {
  @ApiProperty({ example: 84.2 })
  average!: number;

  @ApiProperty({ example: 71.5 })
  p50!: number;

  @ApiProperty({ example: 240 })
  p95!: number;

  @ApiProperty({ example: 480 })
  p99!: number;
}

/** What became of deliveries. */
@ApiSchema({ name: 'WebhookOutcomeCounts' })
export class OutcomeCountsDto implements OutcomeCounts {
  @ApiProperty()
  delivered!: number;

  @ApiProperty()
  deadLetter!: number;

  @ApiProperty()
  cancelled!: number;

  @ApiProperty()
  attempts!: number;

  @ApiProperty()
  failedAttempts!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.99,
    description: 'Delivered ÷ delivered and dead letters, 0–1.',
  })
  successRate!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.97,
    description: 'Attempts that succeeded ÷ attempts, 0–1.',
  })
  attemptSuccessRate!: number | null;

  @ApiProperty({
    type: ResponseTimesDto,
    nullable: true,
    description: 'Milliseconds, over the attempts that got an answer.',
  })
  responseTimeMs!: ResponseTimesDto | null;
}

/** Attempts by what was answered. */
@ApiSchema({ name: 'WebhookResponseCounts' })
export class ResponseCountsDto implements ResponseCounts {
  @ApiProperty()
  '2xx'!: number;

  @ApiProperty()
  '3xx'!: number;

  @ApiProperty()
  '4xx'!: number;

  @ApiProperty()
  '5xx'!: number;

  @ApiProperty()
  other!: number;

  @ApiProperty({ description: 'No answer came.' })
  none!: number;
}

class ResponsesDto {
  @ApiProperty({ type: ResponseCountsDto })
  responses!: ResponseCountsDto;
}

/** Totals of a period. */
@ApiSchema({ name: 'WebhookStatisticsTotals' })
export class StatisticsTotalsDto extends IntersectionType(OutcomeCountsDto, ResponsesDto) {}

/** What waits now. */
@ApiSchema({ name: 'WebhookWaitingCounts' })
export class WaitingCountsDto implements WaitingCounts {
  @ApiProperty()
  pending!: number;

  @ApiProperty()
  retrying!: number;
}

/** One event type's part. */
@ApiSchema({ name: 'WebhookTypeStatistics' })
export class TypeStatisticsDto extends OutcomeCountsDto {
  @ApiProperty({ example: 'project.created' })
  eventType!: string;
}

/** One endpoint's part. */
@ApiSchema({ name: 'WebhookEndpointStatistics' })
export class EndpointStatisticsDto extends OutcomeCountsDto {
  @ApiProperty({ type: String, example: ENDPOINT_ID })
  endpointId!: EndpointId;
}

/** One bucket. */
@ApiSchema({ name: 'WebhookStatisticsPoint' })
export class StatisticsPointDto extends OutcomeCountsDto {
  @ApiProperty({ format: 'date-time' })
  start!: string;
}

/** What became of deliveries in a period. */
@ApiSchema({ name: 'WebhookStatistics' })
export class StatisticsDto implements Statistics {
  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty({ format: 'date-time' })
  to!: string;

  @ApiProperty({ enum: STATISTICS_BUCKETS })
  bucket!: StatisticsBucket;

  @ApiProperty({ type: StatisticsTotalsDto })
  totals!: StatisticsTotalsDto;

  @ApiProperty({
    type: WaitingCountsDto,
    description: 'Now. 10000 stands for more, of both together.',
  })
  waiting!: WaitingCountsDto;

  @ApiProperty({ type: [TypeStatisticsDto], description: 'At most 100, busiest first.' })
  byType!: TypeStatisticsDto[];

  @ApiProperty({ type: [EndpointStatisticsDto], description: 'At most 100, busiest first.' })
  byEndpoint!: EndpointStatisticsDto[];

  @ApiProperty({ type: [StatisticsPointDto], description: 'In order, empty ones too.' })
  series!: StatisticsPointDto[];
}

/** How an endpoint did in the last 24 hours. */
@ApiSchema({ name: 'WebhookEndpointHealth' })
export class EndpointHealthDto implements EndpointHealth {
  @ApiProperty({ type: String, example: ENDPOINT_ID })
  endpointId!: EndpointId;

  @ApiProperty({ enum: ENDPOINT_HEALTH_STATUSES })
  status!: EndpointHealthStatus;

  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty()
  attempts!: number;

  @ApiProperty()
  failedAttempts!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Of attempts, 0–1.' })
  successRate!: number | null;

  @ApiProperty({ type: DeliveryDto, nullable: true })
  lastDelivery!: DeliveryDto | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastSuccessAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastFailureAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  failingSince!: string | null;

  @ApiProperty({ enum: CIRCUIT_STATES, description: 'Whether it gets deliveries: see its lane.' })
  circuit!: CircuitState;

  @ApiProperty({ type: WaitingCountsDto })
  waiting!: WaitingCountsDto;
}
