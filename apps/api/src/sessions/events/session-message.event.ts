import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsString, IsUUID } from 'class-validator';
import type { SessionSpoken } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.message`. */
@WebhookEvent('session.message', {
  description: 'Something was said in a session',
  example: {
    id: '2f6a1c3b-8e0d-4a57-9b1f-c4d2e7f80a13',
    projectId: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    projectName: 'Apollo',
    title: 'Launch',
    messageId: '6e5d4c3b-2a19-4807-9f6e-5d4c3b2a1908',
    content: 'We have a lift-off.',
    sender: 'anna',
    sentAt: '2026-11-21T22:59:00.000Z',
  },
})
export class SessionMessageSent extends SessionEvent {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  messageId!: string;

  @ApiProperty()
  @IsString()
  content!: string;

  @ApiProperty()
  @IsString()
  sender!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  sentAt!: string;

  static from(this: void, spoken: SessionSpoken): SessionMessageSent {
    const { id, content, sender } = spoken.message;
    return Object.assign(new SessionMessageSent(), {
      ...sessionFields(spoken),
      messageId: id,
      content,
      sender,
      sentAt: spoken.at.toISOString(),
    } satisfies SessionMessageSent);
  }
}
