import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { getMetadataStorage, IS_OPTIONAL } from 'class-validator';
import { createRequire } from 'node:module';

/** The part of class-transformer's metadata that says which class a property holds. */
interface TypeMetadata {
  typeFunction?: () => unknown;
  options?: {
    discriminator?: { property: string; subTypes: { name: string; value: Type<object> }[] };
  };
}

interface TransformerStorage {
  defaultMetadataStorage: {
    findTypeMetadata(target: Type<object>, property: string): TypeMetadata | undefined;
  };
}

// There is no public way to ask for what `@Type` declared; Nest's mapped types go the same way.
const { defaultMetadataStorage } = createRequire(__filename)(
  'class-transformer/cjs/storage',
) as TransformerStorage;

/** Where @nestjs/swagger keeps what `@ApiProperty` says; it has no way to ask for it either. */
const API_PROPERTY = 'swagger/apiModelProperties';

/** How the values of one property of an event class are to be read. */
export interface FieldType {
  /** Whether a text or a number is turned into a Date. */
  isDate: boolean;
  /** Whether it may be missing or `null`: `@IsOptional`. */
  isOptional: boolean;
  /** What `@ApiProperty` says of it to people, if it does. */
  description: string | undefined;
  /** The class of a value: by `@Type`, the declared type, or the value's own class. */
  classFor(value: object): Type<object> | undefined;
}

// Looking fields up walks every decorated class of the application; a class never changes.
const fieldsByClass = new WeakMap<Type<object>, ReadonlyMap<string, FieldType>>();

/** The properties of a class with a class-validator decorator, inherited ones too. */
export function declaredFields(eventClass: Type<object>): ReadonlyMap<string, FieldType> {
  let fields = fieldsByClass.get(eventClass);
  if (!fields) {
    const rules = getMetadataStorage().getTargetValidationMetadatas(eventClass, '', true, false);
    const optional = rules.filter(({ name }) => name === IS_OPTIONAL);
    const isOptional = new Set(optional.map(({ propertyName }) => propertyName));
    const names = rules.map(({ propertyName }) => propertyName);
    fields = new Map(
      names.map((name) => [name, fieldType(eventClass, name, isOptional.has(name))]),
    );
    fieldsByClass.set(eventClass, fields);
  }
  return fields;
}

function fieldType(eventClass: Type<object>, field: string, isOptional: boolean): FieldType {
  const metadata = defaultMetadataStorage.findTypeMetadata(eventClass, field);
  const named = metadata?.typeFunction?.();
  const declared: unknown =
    named ?? Reflect.getMetadata('design:type', eventClass.prototype as object, field);
  return {
    isDate: named === Date,
    isOptional,
    description: descriptionOf(eventClass, field),
    classFor: (value) => discriminated(metadata, value) ?? classOfValue(declared, value),
  };
}

function descriptionOf(eventClass: Type<object>, field: string): string | undefined {
  const said = Reflect.getMetadata(API_PROPERTY, eventClass.prototype as object, field) as
    { description?: string } | undefined;
  return said?.description;
}

function discriminated(
  metadata: TypeMetadata | undefined,
  value: object,
): Type<object> | undefined {
  const discriminator = metadata?.options?.discriminator;
  if (!discriminator) return undefined;
  const name: unknown = Reflect.get(value, discriminator.property);
  return discriminator.subTypes.find((subType) => subType.name === name)?.value;
}

/** A subclass's instance keeps its own fields; otherwise the declaration counts more than the value. */
function classOfValue(declared: unknown, value: object): Type<object> | undefined {
  const own = value.constructor as Type<object> | undefined;
  if (hasFields(declared)) return value instanceof declared && hasFields(own) ? own : declared;
  return hasFields(own) ? own : undefined;
}

function hasFields(candidate: unknown): candidate is Type<object> {
  return typeof candidate === 'function' && declaredFields(candidate as Type<object>).size > 0;
}
