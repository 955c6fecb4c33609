import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsString, IsUUID } from 'class-validator';
import type { SessionSpoken } from '../session-change';
import { SessionEvent, sessionFields } from './session-event';

/** Payload of `session.message`. */
@WebhookEvent('session.message', { description: 'Something was said in a session' })
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
