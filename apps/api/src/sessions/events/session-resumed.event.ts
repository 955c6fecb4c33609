import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SessionChange } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.resumed`. */
@WebhookEvent('session.resumed', { description: 'A paused session went on' })
export class SessionResumed extends SessionEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  resumedAt!: string;

  static from(this: void, change: SessionChange): SessionResumed {
    return Object.assign(new SessionResumed(), {
      ...sessionFields(change),
      resumedAt: change.at.toISOString(),
    } satisfies SessionResumed);
  }
}
