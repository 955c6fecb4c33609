import {
  DISABLED_REASONS,
  SIGNATURE_SCHEMES,
  VERIFICATION_STATES,
  type CreatedEndpoint,
  type DisabledReason,
  type Endpoint,
  type EndpointOrdering,
  type EndpointRateLimit,
  type EventFilter,
  type EndpointId,
  type EndpointWithDeliveries,
  type EndpointSecret,
  type Page,
  type RetryPolicy,
  type SecretId,
  type SignatureScheme,
  type VerificationState,
} from '@hookline/contracts';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DeliveryDto } from './delivery.dto';
import { EventFilterDto } from './event-filter.dto';
import { EndpointOrderingDto, EndpointRateLimitDto } from './lane-settings.dto';
import { RETRY_POLICY_SCHEMAS } from './retry-policy.schema';

/** A receiver of webhooks. */
@ApiSchema({ name: 'WebhookEndpoint' })
export class EndpointDto implements Endpoint {
  @ApiProperty({ type: String, example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: EndpointId;

  @ApiProperty({ example: 'acme' })
  tenantId!: string;

  @ApiProperty({ example: 'billing' })
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  description!: string | null;

  @ApiProperty({ example: 'https://example.com/hook' })
  url!: string;

  @ApiProperty({
    description: 'Whether the URL came with a user name and password. They are never shown.',
  })
  basicAuth!: boolean;

  @ApiProperty({ type: [String], example: ['project.*'] })
  events!: string[];

  @ApiProperty({ type: EventFilterDto, nullable: true })
  filter!: EventFilter | null;

  @ApiProperty({ type: [String], description: 'Values are never shown.', example: ['x-team'] })
  headerNames!: string[];

  @ApiProperty({ oneOf: RETRY_POLICY_SCHEMAS })
  retryPolicy!: RetryPolicy;

  @ApiProperty({ type: [Number], nullable: true })
  retryStatuses!: number[] | null;

  @ApiProperty({ example: 15_000 })
  timeoutMs!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Deliveries in flight at once, over all processes; `null` for the default of each.',
    example: null,
  })
  concurrency!: number | null;

  @ApiProperty({
    type: EndpointRateLimitDto,
    nullable: true,
    description: 'Over all processes; `null` for none of its own. `allowedRate` is never exceeded.',
    example: { perSecond: 10, burst: 20 },
  })
  rateLimit!: EndpointRateLimit | null;

  @ApiProperty({
    type: EndpointOrderingDto,
    nullable: true,
    description: 'One delivery after the other; `null` for side by side.',
    example: null,
  })
  ordering!: EndpointOrdering | null;

  @ApiProperty()
  active!: boolean;

  @ApiProperty({ type: String, enum: DISABLED_REASONS, nullable: true })
  disabledReason!: DisabledReason | null;

  @ApiProperty({ type: 'object', additionalProperties: true })
  metadata!: Record<string, unknown>;

  @ApiProperty({ type: String, enum: SIGNATURE_SCHEMES, example: 'standard' })
  signatureScheme!: SignatureScheme;

  @ApiProperty({ type: [String], example: ['whsec_MfK'] })
  secretPrefixes!: string[];

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Also the `ETag`, in quotes.' })
  version!: number;

  @ApiProperty({
    type: [String],
    description: 'The live public keys, newest first; only with `standard-asymmetric`.',
    example: [],
  })
  publicKeys!: string[];

  @ApiProperty({ type: String, enum: VERIFICATION_STATES, example: 'not_required' })
  verification!: VerificationState;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  verifiedAt!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Requests a minute that the receiver allowed in the handshake; no more are sent.',
  })
  allowedRate!: number | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

/** An endpoint with what came of it lately. */
@ApiSchema({ name: 'WebhookEndpointWithDeliveries' })
export class EndpointWithDeliveriesDto extends EndpointDto implements EndpointWithDeliveries {
  @ApiProperty({
    type: [DeliveryDto],
    maxItems: 10,
    description: 'The newest ten, newest first; tests too.',
  })
  lastDeliveries!: DeliveryDto[];
}

/** The answer to a creation. */
@ApiSchema({ name: 'CreatedWebhookEndpoint' })
export class CreatedEndpointDto extends EndpointDto implements CreatedEndpoint {
  @ApiProperty({
    description:
      'What the receiver verifies with: the signing secret, which is shown only here, or the public ' +
      'key with `standard-asymmetric`.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  secret!: string;
}

/** A page of endpoints, newest first. */
@ApiSchema({ name: 'WebhookEndpointPage' })
export class EndpointPageDto implements Page<Endpoint> {
  @ApiProperty({ type: [EndpointDto] })
  items!: EndpointDto[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page.' })
  nextCursor!: string | null;
}

/** A live signing secret, by its prefix. */
@ApiSchema({ name: 'WebhookSecret' })
export class EndpointSecretDto implements EndpointSecret {
  @ApiProperty({ type: String, example: 'sec_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: SecretId;

  @ApiProperty({ example: 'whsec_MfK' })
  prefix!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it stops signing; `null` for the newest one.',
  })
  expiresAt!: string | null;
}

/** The live secrets of an endpoint. */
@ApiSchema({ name: 'WebhookSecretList' })
export class EndpointSecretListDto {
  @ApiProperty({ type: [EndpointSecretDto] })
  items!: EndpointSecretDto[];
}
