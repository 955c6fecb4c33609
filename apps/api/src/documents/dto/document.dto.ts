import { ApiProperty } from '@nestjs/swagger';
import type { Document } from '../document.entity';

/** A document, as callers see it. */
export class DocumentDto {
  @ApiProperty({ description: 'What its clients open, and webhooks call it by' })
  documentId!: string;

  @ApiProperty({ type: 'integer', description: 'Bytes of the stored content' })
  size!: number;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;

  static from(this: void, document: Document): DocumentDto {
    return {
      documentId: document.name,
      size: document.size,
      createdAt: document.createdAt.toISOString(),
      updatedAt: document.updatedAt.toISOString(),
    };
  }
}

/** A page of documents, newest first. */
export class DocumentPageDto {
  @ApiProperty({ type: [DocumentDto] })
  items!: DocumentDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
