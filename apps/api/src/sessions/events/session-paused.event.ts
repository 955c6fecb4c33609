import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SessionChange } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.paused`. */
@WebhookEvent('session.paused', { description: 'A session was paused' })
export class SessionPaused extends SessionEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  pausedAt!: string;

  static from(this: void, change: SessionChange): SessionPaused {
    return Object.assign(new SessionPaused(), {
      ...sessionFields(change),
      pausedAt: change.at.toISOString(),
    } satisfies SessionPaused);
  }
}
