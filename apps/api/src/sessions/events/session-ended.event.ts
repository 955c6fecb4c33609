import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsNumber, Min } from 'class-validator';
import type { SessionChange } from '../session-change';
import { durationInSeconds } from '../session-state';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.ended`. */
@WebhookEvent('session.ended', {
  description: 'A session was ended',
  example: {
    id: '2f6a1c3b-8e0d-4a57-9b1f-c4d2e7f80a13',
    projectId: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    projectName: 'Apollo',
    title: 'Launch',
    duration: 3540,
    startedAt: '2026-11-21T22:00:00.000Z',
    endedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class SessionEnded extends SessionEvent {
  /** Seconds from start to end, pauses included. */
  @ApiProperty({ description: 'Seconds from start to end, pauses included', minimum: 0 })
  @IsNumber()
  @Min(0)
  duration!: number;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  startedAt!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  endedAt!: string;

  static from(this: void, change: SessionChange): SessionEnded {
    const { startedAt } = change.session;
    return Object.assign(new SessionEnded(), {
      ...sessionFields(change),
      duration: durationInSeconds(startedAt, change.at),
      startedAt: startedAt.toISOString(),
      endedAt: change.at.toISOString(),
    } satisfies SessionEnded);
  }
}
