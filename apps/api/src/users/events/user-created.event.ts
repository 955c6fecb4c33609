import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { UserChange } from '../user-change';
import { UserEvent, userFields } from './user-event';

/** Payload of `user.created`. */
@WebhookEvent('user.created', {
  description: 'A user was created',
  example: {
    id: 'user_29w',
    email: 'zoe@example.com',
    name: 'Zoë Abele',
    status: 'active',
    createdAt: '2026-11-21T22:59:00.000Z',
  },
})
export class UserCreated extends UserEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  createdAt!: string;

  static from(this: void, { user }: UserChange): UserCreated {
    return Object.assign(new UserCreated(), {
      ...userFields(user),
      createdAt: user.createdAt.toISOString(),
    } satisfies UserCreated);
  }
}
