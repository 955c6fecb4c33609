import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { ValidationFailedError, type FieldIssue } from '../common/errors/validation-failed.error';
import { findUnstorable } from '../registry/storable';

/** Longest name of a field in an answer: an unknown one is the caller's own text. */
const MAX_FIELD_LENGTH = 100;

/**
 * Reads what a request brings: only known fields, of the right type, and nothing that could not be
 * stored. Its errors name fields, never values.
 */
@Injectable()
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) =>
        new ValidationFailedError(errors.flatMap((error) => toIssues(error as ValidationError))),
    });
  }

  /** @throws ValidationFailedError */
  override async transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom' || metadata.type === 'param') return given;
    // No body at all is one without any field.
    const value = given ?? {};
    if (metadata.type === 'body' && !isObject(value)) {
      throw new ValidationFailedError([{ field: 'body', message: 'must be a JSON object' }]);
    }
    const unstorable = findUnstorable(value);
    if (unstorable !== undefined) {
      const field = shorten(unstorable.path) || metadata.type;
      throw new ValidationFailedError([{ field, message: unstorable.message }]);
    }
    const reserved = findReservedName(value);
    if (reserved !== undefined) {
      const message = 'can not be the name of a field';
      throw new ValidationFailedError([{ field: reserved, message }]);
    }
    return (await super.transform(value, metadata)) as unknown;
  }
}

/**
 * A field, at any depth, with a name that every object has already: class-transformer takes a
 * `constructor` for a class to call, and leaves `__proto__`, `toString` and the like out without a word.
 */
function findReservedName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, child] of Object.entries(value)) {
    const found = name in Object.prototype ? name : findReservedName(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toIssues(error: ValidationError, parent = ''): FieldIssue[] {
  const property = error.property ?? 'body';
  const path = parent === '' ? property : `${parent}.${property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    field: shorten(path),
    message: shorten(
      message.startsWith(`${property} `) ? message.slice(property.length + 1) : message,
    ),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => toIssues(child, path))];
}

function shorten(text: string): string {
  return text.length <= MAX_FIELD_LENGTH ? text : `${text.slice(0, MAX_FIELD_LENGTH)}…`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
