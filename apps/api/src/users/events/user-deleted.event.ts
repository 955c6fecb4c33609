import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsString } from 'class-validator';
import type { DeletedUser } from '../user-change';

/** Payload of `user.deleted`: nothing personal is told again. */
@WebhookEvent('user.deleted', {
  description: 'A user was deleted',
  example: { id: 'user_29w', deletedAt: '2026-11-21T22:59:00.000Z' },
})
export class UserDeleted {
  /** The user's id; Clerk's, of those who come from there. */
  @ApiProperty({ description: 'A uuid, or Clerk’s id', example: 'user_29w' })
  @IsString()
  id!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  deletedAt!: string;

  static from(this: void, { id, at }: DeletedUser): UserDeleted {
    return Object.assign(new UserDeleted(), {
      id,
      deletedAt: at.toISOString(),
    } satisfies UserDeleted);
  }
}
