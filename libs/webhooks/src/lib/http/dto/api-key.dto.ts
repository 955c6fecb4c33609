import {
  API_SCOPES,
  type ApiKey,
  type ApiKeyId,
  type ApiScope,
  type CreatedApiKey,
  type Page,
} from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
} from 'class-validator';
import { MAX_KEY_NAME_LENGTH, type ApiKeyInput } from '../../access/api-key-input';

/** What an API key is created from. */
@ApiSchema({ name: 'CreateWebhookApiKey' })
export class CreateApiKeyDto implements ApiKeyInput {
  @ApiProperty({ minLength: 1, maxLength: MAX_KEY_NAME_LENGTH, example: 'CI' })
  @IsString()
  @Length(1, MAX_KEY_NAME_LENGTH)
  name!: string;

  @ApiProperty({
    enum: API_SCOPES,
    isArray: true,
    minItems: 1,
    maxItems: API_SCOPES.length,
    description: '`admin` allows everything, keys and the audit trail too.',
    example: ['webhooks:read', 'events:publish'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(API_SCOPES.length)
  @IsIn(API_SCOPES, { each: true })
  scopes!: ApiScope[];

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    default: null,
    description: 'In the future; `null` for never.',
    example: '2099-12-31T00:00:00.000Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;
}

/** A key for the management API. */
@ApiSchema({ name: 'WebhookApiKey' })
export class ApiKeyDto implements ApiKey {
  @ApiProperty({ type: String, example: 'key_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: ApiKeyId;

  @ApiProperty({ example: 'acme' })
  tenantId!: string;

  @ApiProperty({ example: 'CI' })
  name!: string;

  @ApiProperty({ example: 'hlk_x7Qa', description: 'First characters of the value.' })
  prefix!: string;

  @ApiProperty({ enum: API_SCOPES, isArray: true, example: ['webhooks:read', 'events:publish'] })
  scopes!: ApiScope[];

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Exact to a minute; `null` before the first use.',
  })
  lastUsedAt!: string | null;
}

/** The answer to a creation. */
@ApiSchema({ name: 'CreatedWebhookApiKey' })
export class CreatedApiKeyDto extends ApiKeyDto implements CreatedApiKey {
  @ApiProperty({
    description: 'Sent as `authorization: Bearer …`. It is shown only here.',
    example: 'hlk_x7Qa4nS0pYv1Jw3kR8tLzC5mB2hG6dF9eUoIyTqNcXs',
  })
  value!: string;
}

/** A page of keys, newest first. */
@ApiSchema({ name: 'WebhookApiKeyPage' })
export class ApiKeyPageDto implements Page<ApiKey> {
  @ApiProperty({ type: [ApiKeyDto] })
  items!: ApiKeyDto[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page.' })
  nextCursor!: string | null;
}
