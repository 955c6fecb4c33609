import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  Allow,
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  registerDecorator,
  validate,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { certainlyValid } from './quick-rules';

class Base {
  @IsString() @MaxLength(5) name!: unknown;
}

class Plain extends Base {
  @IsOptional() @IsInt() @Max(10) count?: unknown;
  @IsString({ each: true }) tags: unknown = [];
  @IsDefined() present: unknown = 1;
  @Allow() anything?: unknown;
  @ValidateIf((plain: Plain) => plain.anything === 'checked') @IsInt() conditional?: unknown;
}

class Nested {
  @ValidateNested() @Type(() => Base) base: Base = of(Base, { name: 'a' });
}

class Asynchronous {
  value = 1;
}
registerDecorator({
  name: 'late',
  target: Asynchronous,
  propertyName: 'value',
  async: true,
  validator: { validate: () => Promise.resolve(true) },
});

class OneRuleConditional {
  @IsInt({ validateIf: () => false }) value: unknown = 'x';
}

function of<Instance extends object>(
  target: new () => Instance,
  fields: Partial<Instance>,
): Instance {
  return Object.assign(new target(), fields);
}

describe('certainlyValid', () => {
  it.each([
    { name: 'a' },
    { name: 'abcdef' },
    { name: 1 },
    {},
    { name: 'a', count: 3 },
    { name: 'a', count: 11 },
    { name: 'a', count: null },
    { name: 'a', count: 'x' },
    { name: 'a', tags: ['x', 'y'] },
    { name: 'a', tags: ['x', 1] },
    { name: 'a', present: null },
    { name: 'a', anything: 'checked', conditional: 'x' },
    { name: 'a', anything: 'checked', conditional: 7 },
    { name: 'a', anything: 'other', conditional: 'x' },
  ])('says of %j what class-validator says', async (fields) => {
    const instance = of(Plain, fields as Partial<Plain>);
    expect(certainlyValid(Plain, instance)).toBe((await validate(instance)).length === 0);
  });

  it('leaves sets to class-validator', async () => {
    const instance = of(Plain, { name: 'a', tags: new Set(['x']) });
    expect(await validate(instance)).toEqual([]);
    expect(certainlyValid(Plain, instance)).toBe(false);
  });

  it.each([
    ['nested classes', Nested],
    ['asynchronous rules', Asynchronous],
    ['rules with a condition of their own', OneRuleConditional],
  ])('leaves %s to class-validator', (_, target) => {
    expect(certainlyValid(target, new target())).toBe(false);
  });
});
