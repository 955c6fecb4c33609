import {
  ATTEMPT_ERROR_CODES,
  DEAD_LETTER_REASONS,
  DELIVERY_STATUSES,
  DELIVERY_TRIGGERS,
  HOLD_REASONS,
  type Attempt,
  type AttemptErrorCode,
  type DeadLetterReason,
  type Delivery,
  type DeliveryId,
  type DeliveryStatus,
  type DeliveryTrigger,
  type DeliveryWithAttempts,
  type EndpointId,
  type EventId,
  type HoldReason,
  type Page,
} from '@hookline/contracts';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { EndpointTestResult } from '../../registry/test-sender';

const DELIVERY_ID = 'dlv_01kamqz0x3f1v9p0c6c2q1b7zd';

/** One POST of a delivery. */
@ApiSchema({ name: 'WebhookAttempt' })
export class AttemptDto implements Attempt {
  @ApiProperty({ example: 1 })
  number!: number;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ example: 42 })
  durationMs!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Null when no response arrived.' })
  status!: number | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true })
  responseHeaders!: Record<string, string> | null;

  @ApiProperty({ type: String, nullable: true, description: 'Cut.' })
  responseBody!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The address connected to.' })
  address!: string | null;

  @ApiProperty({ type: String, enum: ATTEMPT_ERROR_CODES, nullable: true })
  errorCode!: AttemptErrorCode | null;

  @ApiProperty({ type: String, nullable: true, description: 'For people; may change.' })
  errorMessage!: string | null;

  @ApiProperty()
  retryable!: boolean;
}

/** One event on its way to one endpoint. */
@ApiSchema({ name: 'WebhookDelivery' })
export class DeliveryDto implements Delivery {
  @ApiProperty({ type: String, example: DELIVERY_ID })
  id!: DeliveryId;

  @ApiProperty({ type: String, example: 'evt_01kamqz0x3f1v9p0c6c2q1b7zd' })
  eventId!: EventId;

  @ApiProperty({ example: 'project.created' })
  eventType!: string;

  @ApiProperty({ type: String, example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  endpointId!: EndpointId;

  @ApiProperty({ example: 'acme' })
  tenantId!: string;

  @ApiProperty({ enum: DELIVERY_STATUSES })
  status!: DeliveryStatus;

  @ApiProperty({ enum: DELIVERY_TRIGGERS })
  trigger!: DeliveryTrigger;

  @ApiProperty({ type: String, enum: HOLD_REASONS, nullable: true })
  holdReason!: HoldReason | null;

  @ApiProperty({ type: String, enum: DEAD_LETTER_REASONS, nullable: true })
  deadLetterReason!: DeadLetterReason | null;

  @ApiProperty({
    description:
      'Whether those behind it in line wait until somebody repeats or skips this dead letter.',
  })
  haltsLine!: boolean;

  @ApiProperty({ description: 'Attempts made so far.' })
  attempts!: number;

  @ApiProperty()
  priority!: number;

  @ApiProperty({ type: String, nullable: true, description: 'The delivery that this one repeats.' })
  retryOf!: DeliveryId | null;

  @ApiProperty({ type: String, nullable: true, description: 'The latest repetition of this one.' })
  retriedBy!: DeliveryId | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'From then on it is not sent any more. Null for never.',
  })
  expiresAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastAttemptAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextAttemptAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt!: string | null;
}

/** A delivery with its attempts. */
@ApiSchema({ name: 'WebhookDeliveryWithAttempts' })
export class DeliveryWithAttemptsDto extends DeliveryDto implements DeliveryWithAttempts {
  @ApiProperty({ type: [AttemptDto], description: 'In the order in which they were made.' })
  attemptLog!: AttemptDto[];
}

/** The attempts of a delivery. */
@ApiSchema({ name: 'WebhookAttemptList' })
export class AttemptListDto {
  @ApiProperty({ type: [AttemptDto], description: 'In the order in which they were made.' })
  items!: AttemptDto[];
}

/** A page of deliveries, newest first. */
@ApiSchema({ name: 'WebhookDeliveryPage' })
export class DeliveryPageDto implements Page<Delivery> {
  @ApiProperty({ type: [DeliveryDto] })
  items!: DeliveryDto[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page.' })
  nextCursor!: string | null;
}

/** What became of a test send. */
@ApiSchema({ name: 'WebhookEndpointTestResult' })
export class EndpointTestResultDto implements EndpointTestResult {
  @ApiProperty({ type: String, example: DELIVERY_ID })
  deliveryId!: DeliveryId;

  @ApiProperty({ description: 'Whether the endpoint answered with a 2xx status.' })
  delivered!: boolean;

  @ApiProperty({
    type: AttemptDto,
    nullable: true,
    description: 'Null when it was not made in time; then the delivery shows it later.',
  })
  attempt!: AttemptDto | null;
}
