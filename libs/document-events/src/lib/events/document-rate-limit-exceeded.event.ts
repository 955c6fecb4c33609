import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Min } from 'class-validator';
import { DocumentEvent, EXAMPLE } from './document-event';

/** What a limit counts: all clients of a document together, or one client on all its documents. */
export type LimitedScope = 'document' | 'client';
export const LIMITED_SCOPES: readonly LimitedScope[] = ['document', 'client'];

/**
 * Payload of `document.rate_limit_exceeded`: all messages of a window that were over a limit. With the
 * scope `client` the document is the one that the latest of them was for.
 */
@WebhookEvent('document.rate_limit_exceeded', {
  description: 'A document or a client went over its rate limit; one event for each window',
  example: { ...EXAMPLE, scope: 'client', count: 412, limit: 100, window: 1_000 },
})
export class DocumentRateLimitExceeded extends DocumentEvent {
  @ApiProperty({ enum: LIMITED_SCOPES })
  @IsIn(LIMITED_SCOPES)
  scope!: LimitedScope;

  /** Messages over the limit in the window, of all processes. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @IsInt()
  @Min(1)
  count!: number;

  /** Messages that the window allows. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @IsInt()
  @Min(0)
  limit!: number;

  /** Length of the window, in ms. */
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Milliseconds' })
  @IsInt()
  @Min(1)
  window!: number;
}
