import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsObject, IsOptional, IsString, Min } from 'class-validator';

/** What every event of a document tells. All times are milliseconds since 1970. */
export abstract class DocumentEvent {
  /** The document's id, as its clients know it. */
  @ApiProperty({ description: 'As its clients know it' })
  @IsString()
  documentId!: string;

  /** The id with what it is unique in: the tenant, the room. */
  @ApiProperty({ description: 'With the name of what it is unique in' })
  @IsString()
  namespacedDocumentId!: string;

  /** When it happened. */
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })
  @IsInt()
  @Min(0)
  timestamp!: number;

  /** The session it happened in; of an event that sums up, the latest. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  sessionId?: string;

  /** Who did it; of an event that sums up, the latest. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  clientId?: string;

  /** Whether the document's content is encrypted. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  encrypted?: boolean;

  /** What the option `context` let through of the server's context. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  context?: Record<string, unknown>;
}

/** Example of those fields, for the catalog. */
export const EXAMPLE = {
  documentId: 'roadmap',
  namespacedDocumentId: 'room-1/roadmap',
  timestamp: 1_767_323_045_000,
  sessionId: '5f0c1e0b-6d0f-4c55-9a0e-2b0a1f1f7c11',
  clientId: 'user-7',
  encrypted: false,
  context: { userId: 'user-7' },
};
