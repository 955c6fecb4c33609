import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** An address of a user. */
export class ClerkEmailAddress {
  @IsString() id!: string;
  @IsString() email_address!: string;
}

/** What the host reads of a user; of a deleted one, Clerk sends the id alone. */
export class ClerkUser {
  @IsString() @MaxLength(255) id!: string;
  @IsOptional() @IsString() first_name?: string | null;
  @IsOptional() @IsString() last_name?: string | null;
  @IsOptional() @IsString() primary_email_address_id?: string | null;
  @IsOptional() @IsBoolean() banned?: boolean;
  @IsOptional() @IsBoolean() locked?: boolean;
  @IsOptional() @IsObject() public_metadata?: Record<string, unknown>;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ClerkEmailAddress)
  email_addresses?: ClerkEmailAddress[];
}

/** A webhook of Clerk. */
export class ClerkMessage {
  @IsString() type!: string;

  /** When it happened, in ms since 1970. */
  @IsOptional() @IsInt() @Min(0) @Max(8.64e15) timestamp?: number;

  @IsObject()
  @ValidateNested()
  @Type(() => ClerkUser)
  data!: ClerkUser;
}
