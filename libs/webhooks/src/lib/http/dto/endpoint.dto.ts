import {
  DISABLED_REASONS,
  type CreatedEndpoint,
  type DisabledReason,
  type Endpoint,
  type EndpointId,
  type Page,
  type RetryPolicy,
} from '@hookline/contracts';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
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

  @ApiProperty({ type: [String], example: ['project.*'] })
  events!: string[];

  @ApiProperty({ type: [String], description: 'Values are never shown.', example: ['x-team'] })
  headerNames!: string[];

  @ApiProperty({ oneOf: RETRY_POLICY_SCHEMAS })
  retryPolicy!: RetryPolicy;

  @ApiProperty({ type: [Number], nullable: true })
  retryStatuses!: number[] | null;

  @ApiProperty({ example: 15_000 })
  timeoutMs!: number;

  @ApiProperty()
  active!: boolean;

  @ApiProperty({ type: String, enum: DISABLED_REASONS, nullable: true })
  disabledReason!: DisabledReason | null;

  @ApiProperty({ type: 'object', additionalProperties: true })
  metadata!: Record<string, unknown>;

  @ApiProperty({ type: [String], example: ['whsec_MfK'] })
  secretPrefixes!: string[];

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

/** The answer to a creation. */
@ApiSchema({ name: 'CreatedWebhookEndpoint' })
export class CreatedEndpointDto extends EndpointDto implements CreatedEndpoint {
  @ApiProperty({
    description: 'The signing secret. It is shown only here.',
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
