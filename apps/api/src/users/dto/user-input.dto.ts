import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { USER_STATUSES, type UserStatus } from '../user-status';

/** Body: a new user. */
export class CreateUserDto {
  @ApiProperty({ maxLength: 254, example: 'zoe@example.com' })
  @IsString()
  @MaxLength(254)
  @IsEmail()
  email!: string;

  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 255 })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  name?: string | null;

  @ApiPropertyOptional({
    minLength: 12,
    maxLength: 200,
    description: 'Stored as a hash, never shown',
  })
  @IsOptional()
  @IsString()
  @Length(12, 200)
  password?: string;
}

/** Body: what is to change. Absent fields stay; `name: null` removes it. */
export class UpdateUserDto {
  @ApiPropertyOptional({ maxLength: 254 })
  @ValidateIf(({ email }: UpdateUserDto) => email !== undefined)
  @IsString()
  @MaxLength(254)
  @IsEmail()
  email?: string;

  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 255 })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  name?: string | null;

  @ApiPropertyOptional({ enum: USER_STATUSES })
  @ValidateIf(({ status }: UpdateUserDto) => status !== undefined)
  @IsIn(USER_STATUSES)
  status?: UserStatus;
}
