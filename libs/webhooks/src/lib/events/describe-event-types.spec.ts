import { Type } from 'class-transformer';
import {
  Allow,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { describeEventTypes } from './describe-event-types';
import { EventCatalog } from './event-catalog';
import { WebhookEvent } from './webhook-event.decorator';

class Line {
  @IsString() text!: string;
}

@WebhookEvent('order.paid', { description: 'Paid */ at last', deprecated: true })
class OrderPaid {
  @IsInt() amount!: number;
  @IsBoolean() gift!: boolean;
  @IsOptional() @IsIn(['EUR', 'USD']) currency?: string;
  @IsString({ each: true }) tags!: string[];
  @ValidateNested({ each: true }) @Type(() => Line) lines!: Line[];
  @Allow() anything!: unknown;
}

@WebhookEvent('order.empty')
class OrderEmpty {}

describe('describeEventTypes', () => {
  const events = new EventCatalog({ events: [OrderPaid, OrderEmpty] }).describe();

  it('writes what each event holds, as its schema says', () => {
    const text = describeEventTypes(events);
    expect(text).toContain(`  /**
   * Paid * / at last
   * @deprecated
   */
  "order.paid": {
    "amount": number;
    "gift": boolean;
    "currency"?: "EUR" | "USD" | null;
    "tags": Array<string>;
    "lines": Array<{
      "text": string;
    }>;
    "anything": unknown;
  };
  "order.empty": Record<string, unknown>;
`);
    expect(text).toContain('export type WebhookMessage<');
  });
});
