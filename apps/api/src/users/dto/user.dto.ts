import { ApiProperty } from '@nestjs/swagger';
import { USER_SOURCES, USER_STATUSES, type UserSource, type UserStatus } from '../user-status';
import type { User } from '../user.entity';

/** A user, as callers see them. */
export class UserDto {
  @ApiProperty({ description: 'A uuid, or Clerk’s id' })
  id!: string;

  @ApiProperty({ enum: USER_SOURCES, description: 'Who decides about the user' })
  source!: UserSource;

  @ApiProperty({ type: String, nullable: true })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true })
  name!: string | null;

  @ApiProperty({ enum: USER_STATUSES })
  status!: UserStatus;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  changedAt!: string;

  static from(this: void, user: User): UserDto {
    return {
      id: user.id,
      source: user.source,
      email: user.email,
      name: user.name,
      status: user.status,
      createdAt: user.createdAt.toISOString(),
      changedAt: user.changedAt.toISOString(),
    };
  }
}

/** A page of users, newest first. */
export class UserPageDto {
  @ApiProperty({ type: [UserDto] })
  items!: UserDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
