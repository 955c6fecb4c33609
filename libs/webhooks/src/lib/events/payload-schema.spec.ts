import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { payloadSchema } from './payload-schema';

class Address {
  @IsString() @MaxLength(80) city!: string;
  @IsOptional() @ValidateNested() @Type(() => Address) previous?: Address;
}

class Base {
  @IsUUID() id!: string;
}

class OrderPaid extends Base {
  @IsInt() @Min(1) @Max(99) amount!: number;
  @IsIn(['EUR', 'USD']) currency!: string;
  @IsOptional() @IsEmail() email?: string;
  @IsOptional() @IsIn(['new', 'old']) state?: string;
  @ApiProperty({ description: 'By the bank' }) @IsOptional() @IsISO8601() paidAt?: string;
  @IsString({ each: true }) tags!: string[];
  @ValidateNested() @Type(() => Address) address!: Address;
  @ValidateNested({ each: true }) @Type(() => Address) stops!: Address[];
  @Allow() anything!: unknown;
  internal = 'is not sent';
}

class Empty {}

describe('The JSON Schema of an event', () => {
  const schema = payloadSchema(OrderPaid) as {
    properties: Record<string, Record<string, unknown>>;
    required: string[];
  };

  it('says what is sent, with its rules', () => {
    expect(schema.properties).toMatchObject({
      id: { type: 'string', format: 'uuid' },
      amount: { type: 'integer', minimum: 1, maximum: 99 },
      currency: { type: 'string', enum: ['EUR', 'USD'] },
      email: { type: ['string', 'null'], format: 'email' },
      state: { type: ['string', 'null'], enum: ['new', 'old', null] },
      paidAt: { anyOf: [expect.any(Object), { type: 'null' }], description: 'By the bank' },
      tags: { type: 'array', items: { type: 'string' } },
    });
    expect(schema.properties).not.toHaveProperty('internal');
    expect(schema.required).toEqual(expect.arrayContaining(['id', 'amount', 'address', 'stops']));
    expect(schema.required).not.toContain('email');
  });

  it('writes nested classes out, and ends where one holds itself', () => {
    const city = { properties: { city: { type: 'string', maxLength: 80 } }, required: ['city'] };
    expect(schema.properties['address']).toMatchObject(city);
    expect(schema.properties['stops']).toMatchObject({ type: 'array', items: city });
    expect(JSON.stringify(schema)).not.toContain('$ref');
  });

  it('takes an event without fields', () => {
    expect(payloadSchema(Empty)).toEqual({ type: 'object' });
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
