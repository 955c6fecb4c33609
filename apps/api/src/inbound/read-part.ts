import { InboundMalformedError } from '@hookline/webhooks';
import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/**
 * A part of a verified message by the rules of its class.
 * @param place where it stands, for the error
 * @throws InboundMalformedError naming every field at fault, never its value
 */
export function readPart<Part extends object>(
  partClass: Type<Part>,
  part: object,
  place: string,
): Part {
  const read = plainToInstance(partClass, part);
  const errors = validateSync(read, { validationError: { target: false, value: false } });
  if (errors.length === 0) return read;
  const fields = errors.flatMap((error) => namesOf(error, place)).join(', ');
  throw new InboundMalformedError(`The message has another form than is known: ${fields}.`);
}

function namesOf({ property, children = [] }: ValidationError, place: string): string[] {
  const name = `${place}.${property}`;
  return children.length === 0 ? [name] : children.flatMap((child) => namesOf(child, name));
}
