import {
  AUDIT_ACTOR_TYPES,
  type AuditActor,
  type AuditActorType,
  type AuditEntry,
  type AuditEntryId,
  type Page,
} from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { ListAuditQuery } from '../../access/webhook-audit.service';
import { PageQueryDto } from './list-query.dto';

const MAX_FILTER_LENGTH = 255;

/** Which entries of the audit trail. */
export class ListAuditDto extends PageQueryDto implements ListAuditQuery {
  @ApiPropertyOptional({
    maxLength: MAX_FILTER_LENGTH,
    description: 'Id of what was changed.',
    example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_FILTER_LENGTH)
  resourceId?: string;

  @ApiPropertyOptional({
    maxLength: MAX_FILTER_LENGTH,
    description: 'Id of the user or API key who changed it.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_FILTER_LENGTH)
  actorId?: string;

  @ApiPropertyOptional({ maxLength: MAX_FILTER_LENGTH, example: 'endpoint.deleted' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_FILTER_LENGTH)
  action?: string;
}

/** Who changed something. */
@ApiSchema({ name: 'WebhookAuditActor' })
export class AuditActorDto implements AuditActor {
  @ApiProperty({ enum: AUDIT_ACTOR_TYPES })
  type!: AuditActorType;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the user or API key; `null` when nobody tells.',
  })
  id!: string | null;
}

/** One change. */
@ApiSchema({ name: 'WebhookAuditEntry' })
export class AuditEntryDto implements AuditEntry {
  @ApiProperty({ type: String, example: 'aud_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: AuditEntryId;

  @ApiProperty({ example: 'acme' })
  tenantId!: string;

  @ApiProperty({ type: AuditActorDto })
  actor!: AuditActorDto;

  @ApiProperty({ example: 'endpoint.updated' })
  action!: string;

  @ApiProperty({ type: String, nullable: true, example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  resourceId!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Values before; of a change in parts, those that changed.',
    example: { name: 'billing' },
  })
  before!: Record<string, unknown> | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { name: 'invoices' },
  })
  after!: Record<string, unknown> | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

/** A page of the audit trail, newest first. */
@ApiSchema({ name: 'WebhookAuditPage' })
export class AuditPageDto implements Page<AuditEntry> {
  @ApiProperty({ type: [AuditEntryDto] })
  items!: AuditEntryDto[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page.' })
  nextCursor!: string | null;
}
