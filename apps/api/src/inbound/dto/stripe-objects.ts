import { Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** Stripe answers an id, or the whole object where it was expanded. */
const ToId = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : value,
  );

/** What is paid for. */
export class StripePrice {
  @IsString() id!: string;
  @IsOptional() @IsString() lookup_key?: string | null;
  @IsOptional() @IsString() nickname?: string | null;
}

export class StripeSubscriptionItem {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StripePrice)
  price?: StripePrice;
}

export class StripeSubscriptionItems {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => StripeSubscriptionItem)
  data!: StripeSubscriptionItem[];
}

/** What the host reads of a subscription. */
export class StripeSubscription {
  @IsString() @MaxLength(255) id!: string;
  @ToId() @IsString() customer!: string;
  @IsString() status!: string;
  @IsOptional() @IsObject() metadata?: object | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StripeSubscriptionItems)
  items?: StripeSubscriptionItems;
}

/** Why the last try failed. */
export class StripePaymentError {
  @IsOptional() @IsString() code?: string | null;
}

/** What the host reads of a payment. */
export class StripePayment {
  @IsString() @MaxLength(255) id!: string;
  @ToId() @IsOptional() @IsString() customer?: string | null;
  @IsString() currency!: string;
  @IsOptional() @IsObject() metadata?: object | null;

  @IsInt() @Min(0) amount!: number;
  @IsOptional() @IsInt() @Min(0) amount_received?: number;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StripePaymentError)
  last_payment_error?: StripePaymentError | null;
}
