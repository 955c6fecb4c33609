import type { Type } from '@nestjs/common';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { declaredFields } from './event-fields';

/** A JSON Schema (draft 2020-12), as plain data. */
export type PayloadSchema = Record<string, unknown>;

/** Nested classes are written out where they stand, down to here: a class may hold itself. */
const MAX_DEPTH = 8;

/** The JSON Schema of what an event class sends as `data`, by its class-validator decorators. */
export function payloadSchema(eventClass: Type<object>): PayloadSchema {
  return schemaOf(eventClass, 1);
}

function schemaOf(fieldClass: Type<object>, depth: number): PayloadSchema {
  if (declaredFields(fieldClass).size === 0) return { type: 'object' };
  const schema = targetConstructorToSchema(fieldClass, {
    additionalConverters: {
      nestedValidation: ({ target, propertyName }) =>
        nestedSchema(target as Type<object>, propertyName, depth),
    },
  });
  const { properties = {}, ...rest } = schema as { properties?: Record<string, PayloadSchema> };
  const fields = Object.entries(properties).map(([field, rule]) => [
    field,
    fieldSchema(fieldClass, field, rule),
  ]);
  return { ...rest, properties: Object.fromEntries(fields) as PayloadSchema };
}

/** `@IsOptional` lets `null` pass too, and what passes is sent. */
function fieldSchema(owner: Type<object>, field: string, rule: PayloadSchema): PayloadSchema {
  const { isOptional = false, description } = declaredFields(owner).get(field) ?? {};
  return {
    ...(isOptional ? orNull(rule) : rule),
    ...(description !== undefined && { description }),
  };
}

function orNull(rule: PayloadSchema): PayloadSchema {
  const { type, enum: values } = rule;
  if (typeof type !== 'string') return { anyOf: [rule, { type: 'null' }] };
  return {
    ...rule,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }),
  };
}

function nestedSchema(owner: Type<object>, field: string, depth: number): PayloadSchema {
  const nested = declaredFields(owner).get(field)?.classFor({});
  if (nested === undefined || depth >= MAX_DEPTH) return { type: 'object' };
  return schemaOf(nested, depth + 1);
}
