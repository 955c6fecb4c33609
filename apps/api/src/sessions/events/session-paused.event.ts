import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SessionChange } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.paused`. */
@WebhookEvent('session.paused', {
  description: 'A session was paused',
  example: {
    id: '2f6a1c3b-8e0d-4a57-9b1f-c4d2e7f80a13',
    projectId: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    projectName: 'Apollo',
    title: 'Launch',
    pausedAt: '2026-11-21T22:59:00.000Z',
  },
})
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
