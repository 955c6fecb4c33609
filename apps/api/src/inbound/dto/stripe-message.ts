import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';

/** What an event is about; which fields it has depends on the event's type. */
export class StripeData {
  @IsObject() object!: object;
}

/** A webhook of Stripe. */
export class StripeMessage {
  @IsString() id!: string;
  @IsString() type!: string;

  /** When it happened, in seconds since 1970. */
  @IsOptional() @IsInt() @Min(0) @Max(8.64e12) created?: number;

  @IsObject()
  @ValidateNested()
  @Type(() => StripeData)
  data!: StripeData;
}
