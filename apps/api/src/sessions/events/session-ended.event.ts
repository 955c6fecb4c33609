import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsNumber, Min } from 'class-validator';
import type { SessionChange } from '../session-change';
import { durationInSeconds } from '../session-state';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.ended`. */
@WebhookEvent('session.ended', { description: 'A session was ended' })
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
