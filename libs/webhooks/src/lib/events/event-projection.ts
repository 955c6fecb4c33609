import type { Type } from '@nestjs/common';
import { declaredFields, type FieldType } from './event-fields';

/**
 * A new instance of an event class that holds exactly what the class declares with class-validator,
 * read from `source`; nested classes too. Whatever else is on the source is left behind, and the
 * source itself is not changed. The constructor is not called.
 */
export function projectOnto<Event extends object>(eventClass: Type<Event>, source: unknown): Event {
  return copyFields(eventClass, source, Object.create(eventClass.prototype as object) as Event, []);
}

/**
 * An instance of an event class from data that is not one: fields that the data leaves out have the
 * class's initial values, unless its constructor asks for arguments. Initial values of undeclared
 * fields are still on it.
 */
export function instantiateFrom<Event extends object>(
  eventClass: Type<Event>,
  data: unknown,
): Event {
  if (eventClass.length > 0) return projectOnto(eventClass, data);
  return copyFields(eventClass, data, new eventClass(), []);
}

function copyFields<Event extends object>(
  eventClass: Type<Event>,
  source: unknown,
  target: Event,
  path: readonly object[],
): Event {
  if (typeof source !== 'object' || source === null) return target;
  const inside = [...path, source];
  for (const [field, type] of declaredFields(eventClass)) {
    if (!(field in source)) continue;
    const value = copyValue(Reflect.get(source, field), type, inside);
    setField(target, field, value);
  }
  return target;
}

function setField(target: object, field: string, value: unknown): void {
  if (!(field in target)) {
    Reflect.set(target, field, value);
    return;
  }
  // The class may declare the field as a getter, which an assignment would run into.
  const descriptor = { value, enumerable: true, writable: true, configurable: true };
  Object.defineProperty(target, field, descriptor);
}

function copyValue(value: unknown, type: FieldType, path: readonly object[]): unknown {
  if (Array.isArray(value)) return value.map((item) => copyValue(item, type, path));
  if (type.isDate && (typeof value === 'string' || typeof value === 'number')) {
    return new Date(value);
  }
  // A circle is left as it is; the check for JSON names it.
  if (typeof value !== 'object' || value === null || path.includes(value)) return value;
  const nestedClass = type.classFor(value);
  if (!nestedClass) return value;
  return copyFields(
    nestedClass,
    value,
    Object.create(nestedClass.prototype as object) as object,
    path,
  );
}
