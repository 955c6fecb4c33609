import { ValidationFailedError, type FieldIssue } from '@hookline/webhooks';
import {
  Injectable,
  ValidationPipe,
  type ArgumentMetadata,
  type ValidationError,
} from '@nestjs/common';
import { UNSTORABLE } from './text-id';

/**
 * Checks bodies and queries by their classes. A field that is not declared is an error too, and so is
 * a text that PostgreSQL can't store. Errors name fields, never values. The library's controllers
 * have a pipe of their own.
 */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) =>
        new ValidationFailedError(errors.flatMap((error) => issuesOf(error))),
    });
  }

  /** @throws ValidationFailedError naming every field at fault */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && !isObject(value)) {
      throw new ValidationFailedError([{ field: 'body', message: 'must be a JSON object.' }]);
    }
    // What our own decorators provide is no input.
    if (metadata.type !== 'custom' && isObject(value)) {
      refuseReserved(value);
      refuseNested(value);
    }
    const checked: unknown = await super.transform(value, metadata);
    if (isObject(checked)) refuseUnstorable(checked);
    return checked;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What every object has already, the validator would leave out without a word. */
function refuseReserved(input: object): void {
  const issues = Object.keys(input)
    .filter((field) => field in Object.prototype)
    .map((field) => ({ field, message: 'is not a field of this.' }));
  if (issues.length > 0) throw new ValidationFailedError(issues);
}

/** Our inputs are flat. The validator recurses: a hostile depth would exhaust its stack. */
function refuseNested(input: object): void {
  const issues = Object.entries(input)
    .filter(([, value]) => typeof value === 'object' && value !== null)
    .map(([field]) => ({
      field: field.slice(0, 100),
      message: 'must not be an object or a list.',
    }));
  if (issues.length > 0) throw new ValidationFailedError(issues);
}

/** Our inputs are flat, so only their own fields are looked at. */
function refuseUnstorable(input: object): void {
  const issues = Object.entries(input)
    .filter(([, value]) => typeof value === 'string' && UNSTORABLE.test(value))
    .map(([field]) => ({ field, message: 'must not hold NUL characters or broken Unicode.' }));
  if (issues.length > 0) throw new ValidationFailedError(issues);
}

function issuesOf({ property, constraints = {} }: ValidationError): FieldIssue[] {
  // An unknown field's name is the caller's own text.
  const field = property.slice(0, 100);
  return Object.entries(constraints).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? 'is not a field of this.' : own(property, message),
  }));
}

/** The message without the field's name, which the issue has already. */
function own(property: string, message: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
