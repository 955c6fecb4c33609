import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import type { UserChange } from '../user-change';
import { USER_STATUSES, type UserStatus } from '../user-status';
import { UserEvent, userFields } from './user-event';

/** The fields that changed, with their new values. */
export class UserChanges {
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  email?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  name?: string | null;

  @ApiPropertyOptional({ type: String, enum: USER_STATUSES })
  @IsOptional()
  @IsIn(USER_STATUSES)
  status?: UserStatus;
}

/** Payload of `user.updated`: the user as they are now, and what changed. */
@WebhookEvent('user.updated', {
  description: 'A user was changed',
  example: {
    id: 'user_29w',
    email: 'zoe@example.com',
    name: 'Zoë Abele',
    status: 'locked',
    updatedAt: '2026-11-21T22:59:00.000Z',
    changes: { status: 'locked' },
  },
})
export class UserUpdated extends UserEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  updatedAt!: string;

  @ApiProperty({ type: UserChanges, description: 'The fields that changed, with their new values' })
  @IsObject()
  @ValidateNested()
  @Type(() => UserChanges)
  changes!: UserChanges;

  static from(this: void, { user, changes }: UserChange): UserUpdated {
    return Object.assign(new UserUpdated(), {
      ...userFields(user),
      updatedAt: user.changedAt.toISOString(),
      changes: Object.assign(new UserChanges(), changes),
    } satisfies UserUpdated);
  }
}
