import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Min } from 'class-validator';
import { DocumentEvent, EXAMPLE } from './document-event';

/** Payload of `document.updated`: all changes of a window, summed up. */
@WebhookEvent('document.updated', {
  description: 'A document was changed; one event stands for all changes of a window',
  example: {
    ...EXAMPLE,
    messages: 42,
    clients: ['user-7', 'user-9'],
    firstMessageAt: 1_767_323_040_120,
    lastMessageAt: 1_767_323_044_980,
  },
})
export class DocumentUpdated extends DocumentEvent {
  /** Messages that changed it, of all processes. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @IsInt()
  @Min(1)
  messages!: number;

  /** Who sent them, each once, at most 100. */
  @ApiProperty({ type: [String], maxItems: 100 })
  @IsString({ each: true })
  clients!: string[];

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })
  @IsInt()
  @Min(0)
  firstMessageAt!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })
  @IsInt()
  @Min(0)
  lastMessageAt!: number;
}
