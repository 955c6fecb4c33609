import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SessionChange } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.started`. */
@WebhookEvent('session.started', { description: 'A session was started' })
export class SessionStarted extends SessionEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  startedAt!: string;

  static from(this: void, change: SessionChange): SessionStarted {
    return Object.assign(new SessionStarted(), {
      ...sessionFields(change),
      startedAt: change.at.toISOString(),
    } satisfies SessionStarted);
  }
}
