import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { EventCatalog } from './event-catalog';
import { exampleOf } from './example-of';
import { prepareEvent } from './prepare-event';
import { WebhookEvent } from './webhook-event.decorator';

class Line {
  @IsString() name!: string;
  @IsInt() @Min(1) @Max(9) count!: number;
}

@WebhookEvent('order.placed')
class OrderPlaced {
  @IsUUID() id!: string;
  @IsEmail() buyer!: string;
  @IsIn(['eur', 'usd']) currency!: string;
  @IsNumber() total!: number;
  @IsBoolean() paid!: boolean;
  @IsISO8601() dueAt!: string;
  @IsString() @Length(8, 12) code!: string;
  @IsOptional() @IsString() note?: string;
  @IsArray() @IsString({ each: true }) tags!: string[];
  @ValidateNested({ each: true }) @Type(() => Line) lines!: Line[];
  @ValidateNested() @Type(() => Line) first!: Line;
}

@WebhookEvent('nothing.said')
class NothingSaid {}

describe('An example made from the rules of a class', () => {
  const catalog = new EventCatalog({ events: [OrderPlaced, NothingSaid] });

  it.each(['order.placed', 'nothing.said', 'webhook.test'])('of %s keeps them', async (type) => {
    const { example } = catalog.describeOne(type);
    const prepared = await prepareEvent({ type, data: example }, catalog, true);
    expect(JSON.parse(JSON.stringify(prepared.data))).toEqual(example);
  });

  it('fills every field in', () => {
    expect(Object.keys(catalog.describeOne('order.placed').example as object)).toHaveLength(11);
    expect(catalog.describeOne('order.placed').example).toHaveProperty('note', 'text');
    expect(catalog.describeOne('nothing.said').example).toEqual({});
  });

  it.each<[object, unknown]>([
    [{ type: 'integer', exclusiveMinimum: 4 }, 5],
    [{ type: 'number', minimum: 3, multipleOf: 5 }, 5],
    [{ type: 'number', maximum: -2 }, -2],
    [{ type: 'array', minItems: 2, items: { type: 'boolean' } }, [true, true]],
    [{ type: 'string', maxLength: 2 }, 'te'],
    [{ type: ['string', 'null'] }, 'text'],
    [{ enum: ['a', 'b'] }, 'a'],
    [{ anyOf: [{ type: 'string' }] }, 'text'],
    [{}, null],
  ])('of %j is %j', (schema, example) => {
    expect(exampleOf(schema as Record<string, unknown>)).toEqual(example);
  });
});
