import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { SessionChange } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.resumed`. */
@WebhookEvent('session.resumed', {
  description: 'A paused session went on',
  example: {
    id: '2f6a1c3b-8e0d-4a57-9b1f-c4d2e7f80a13',
    projectId: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    projectName: 'Apollo',
    title: 'Launch',
    resumedAt: '2026-11-21T22:59:00.000Z',
  },
})
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
