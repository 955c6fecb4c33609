import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { USER_STATUSES, type UserStatus } from '../user-status';
import type { User } from '../user.entity';

/** What the events of a user who is there tell. */
export abstract class UserEvent {
  /** The user's id; Clerk's, of those who come from there. */
  @ApiProperty({ description: 'A uuid, or Clerk’s id', example: 'user_29w' })
  @IsString()
  id!: string;

  @ApiProperty({ type: String, nullable: true, example: 'zoe@example.com' })
  @IsOptional()
  @IsString()
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Zoë Abele' })
  @IsOptional()
  @IsString()
  name!: string | null;

  @ApiProperty({ type: String, enum: USER_STATUSES })
  @IsIn(USER_STATUSES)
  status!: UserStatus;
}

/** Those fields, of a user. */
export function userFields({ id, email, name, status }: User): UserEvent {
  return { id, email, name, status };
}
