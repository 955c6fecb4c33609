import {
  SIGNATURE_SCHEMES,
  type EndpointOrdering,
  type EndpointRateLimit,
  type EventFilter,
  type SignatureScheme,
} from '@hookline/contracts';
import type { RetryPolicyInput } from '../../webhooks.options';
import {
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  OmitType,
  PartialType,
  PickType,
} from '@nestjs/swagger';
import {
  Allow,
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { CONCURRENCY_RANGE } from '../../policy/parse-lane-settings';
import {
  MAX_DESCRIPTION_LENGTH,
  MAX_NAME_LENGTH,
  MAX_URL_LENGTH,
  TIMEOUT_RANGE_MS,
} from '../../registry/endpoint-fields';
import { TEST_EVENT } from '../../common/test-event';
import { MAX_EVENT_TYPE_LENGTH } from '../../events/webhook-event.decorator';
import type {
  EndpointInput,
  EndpointTestInput,
  RegenerateSecretInput,
} from '../../registry/endpoint-input';
import { OVERLAP_MS } from '../../registry/endpoint-secret';
import { MAX_EVENT_PATTERNS } from '../../registry/event-patterns';
import { EventFilterDto } from './event-filter.dto';
import { OrderingInputDto, RateLimitInputDto } from './lane-settings.dto';
import { RETRY_POLICY_INPUT_SCHEMAS } from './retry-policy.schema';

/** What an endpoint is created from. The registry checks the rest of the rules. */
@ApiSchema({ name: 'CreateWebhookEndpoint' })
export class CreateEndpointDto implements EndpointInput {
  @ApiProperty({ minLength: 1, maxLength: MAX_NAME_LENGTH, example: 'billing' })
  @IsString()
  @Length(1, MAX_NAME_LENGTH)
  name!: string;

  @ApiPropertyOptional({ type: String, maxLength: MAX_DESCRIPTION_LENGTH, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_DESCRIPTION_LENGTH)
  description?: string | null;

  @ApiProperty({
    maxLength: MAX_URL_LENGTH,
    example: 'https://example.com/hook',
    description: 'A user name and password in it are stored sealed, and sent as Basic.',
  })
  @IsString()
  @MaxLength(MAX_URL_LENGTH)
  url!: string;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_EVENT_PATTERNS,
    default: [],
    example: ['project.*'],
    description: 'Event types, `name.*` for everything below a name, or `*`. Empty means all.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_EVENT_PATTERNS)
  @IsString({ each: true })
  events?: string[];

  @ApiPropertyOptional({
    type: EventFilterDto,
    nullable: true,
    description: 'Conditions on the payload; `null` for none.',
    example: { path: 'amount', gte: 100 },
  })
  @IsOptional()
  @IsObject()
  filter?: EventFilter | null;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Custom headers. Values are never shown again.',
    example: { 'x-team': 'billing' },
  })
  @IsOptional()
  @IsObject()
  headers?: Record<string, string>;

  @ApiPropertyOptional({
    oneOf: RETRY_POLICY_INPUT_SCHEMAS,
    nullable: true,
    description: 'A policy, the name of a preset, or the short form; `null` for the default.',
    example: 'balanced',
  })
  @IsOptional()
  @Allow()
  retryPolicy?: RetryPolicyInput | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 10,
    description: 'Short form, instead of `retryPolicy`: retries after the first attempt.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10)
  maxRetries?: number;

  @ApiPropertyOptional({
    minimum: 10,
    maximum: 3_600,
    description: 'Short form, instead of `retryPolicy`: seconds before the first retry, doubling.',
  })
  @IsOptional()
  @IsNumber()
  @Min(10)
  @Max(3_600)
  retryDelay?: number;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'integer', minimum: 300, maximum: 599 },
    maxItems: 50,
    nullable: true,
    description: 'Statuses that are retried instead of the default set; `null` for that.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsInt({ each: true })
  @Min(300, { each: true })
  @Max(599, { each: true })
  retryStatuses?: number[] | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: TIMEOUT_RANGE_MS.min,
    maximum: TIMEOUT_RANGE_MS.max,
    nullable: true,
    description: 'Deadline of the whole exchange in milliseconds; `null` for the default.',
  })
  @IsOptional()
  @IsInt()
  @Min(TIMEOUT_RANGE_MS.min)
  @Max(TIMEOUT_RANGE_MS.max)
  timeoutMs?: number | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: CONCURRENCY_RANGE.min,
    maximum: CONCURRENCY_RANGE.max,
    nullable: true,
    description:
      'Deliveries in flight at once, over all processes; `null` for the default, 10 in each process.',
    example: 2,
  })
  @IsOptional()
  @IsInt()
  @Min(CONCURRENCY_RANGE.min)
  @Max(CONCURRENCY_RANGE.max)
  concurrency?: number | null;

  @ApiPropertyOptional({
    type: RateLimitInputDto,
    nullable: true,
    description: 'Deliveries a second, over all processes; `null` for no limit.',
    example: { perSecond: 10, burst: 20 },
  })
  @IsOptional()
  @IsObject()
  rateLimit?: Partial<EndpointRateLimit> | null;

  @ApiPropertyOptional({
    type: OrderingInputDto,
    nullable: true,
    description:
      'One delivery after the other, in the order of publishing; `null` for side by side.',
    example: { by: 'key', onExhausted: 'halt' },
  })
  @IsOptional()
  @IsObject()
  ordering?: Partial<EndpointOrdering> | null;

  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @IsBoolean()
  active?: boolean;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Any JSON object of at most 16 KiB.',
  })
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  @ApiPropertyOptional({
    enum: SIGNATURE_SCHEMES,
    default: 'standard',
    description: 'How messages are signed.',
  })
  @IsOptional()
  @IsIn(SIGNATURE_SCHEMES)
  signatureScheme?: SignatureScheme;

  @ApiPropertyOptional({
    writeOnly: true,
    description:
      '`whsec_` and base64 of 24–64 bytes, or 24–64 bytes of text (`standard`); an ed25519 key ' +
      '`whsk_…` (`standard-asymmetric`); 24–255 bytes of text (`hex`, `sha256`). @default a new one',
  })
  @IsOptional()
  @IsString()
  secret?: string;
}

/** How a secret is replaced. */
@ApiSchema({ name: 'RegenerateWebhookSecret' })
export class RegenerateSecretDto
  extends PickType(CreateEndpointDto, ['secret'] as const)
  implements RegenerateSecretInput
{
  @ApiPropertyOptional({
    type: 'integer',
    minimum: OVERLAP_MS.min,
    maximum: OVERLAP_MS.max,
    default: OVERLAP_MS.default,
    description: 'How long the secrets before it go on signing, in milliseconds.',
  })
  @IsOptional()
  @IsInt()
  @Min(OVERLAP_MS.min)
  @Max(OVERLAP_MS.max)
  overlapMs?: number;
}

/** What an endpoint is tested with. */
@ApiSchema({ name: 'TestWebhookEndpoint' })
export class TestEndpointDto implements EndpointTestInput {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_EVENT_TYPE_LENGTH,
    default: TEST_EVENT,
    description: 'An event of the catalog, whose example is sent.',
    example: TEST_EVENT,
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_EVENT_TYPE_LENGTH)
  type?: string;
}

/** Every setting of an endpoint; what is left out returns to its default. */
@ApiSchema({ name: 'ReplaceWebhookEndpoint' })
export class ReplaceEndpointDto extends OmitType(CreateEndpointDto, ['secret'] as const) {}

/** The settings that change; what is left out stays. */
@ApiSchema({ name: 'UpdateWebhookEndpoint' })
export class UpdateEndpointDto extends PartialType(ReplaceEndpointDto) {}
