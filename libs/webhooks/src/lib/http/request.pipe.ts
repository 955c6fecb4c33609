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
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom' || metadata.type === 'param') return value;
    if (metadata.type === 'body' && !isObject(value)) {
      throw new ValidationFailedError([{ field: 'body', message: 'must be a JSON object' }]);
    }
    const unstorable = findUnstorable(value);
    if (unstorable !== undefined) {
      const field = shorten(unstorable.path) || metadata.type;
      throw new ValidationFailedError([{ field, message: unstorable.message }]);
    }
    return (await super.transform(value, metadata)) as unknown;
  }
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
