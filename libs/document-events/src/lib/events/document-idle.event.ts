import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Min } from 'class-validator';
import { DocumentEvent, EXAMPLE } from './document-event';

/** Payload of `document.idle`. */
@WebhookEvent('document.idle', {
  description: "A document was not changed for the endpoint's `idleTimeout`",
  example: {
    ...EXAMPLE,
    timestamp: 1_767_323_944_980,
    idleSince: 1_767_323_944_980,
    lastActivityAt: 1_767_323_044_980,
    idleTimeout: 900_000,
  },
})
export class DocumentIdle extends DocumentEvent {
  /** Since when it counts as idle: the last activity and the timeout. */
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })
  @IsInt()
  @Min(0)
  idleSince!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })
  @IsInt()
  @Min(0)
  lastActivityAt!: number;

  /** The timeout that has passed, in ms. */
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Milliseconds' })
  @IsInt()
  @Min(0)
  idleTimeout!: number;
}
