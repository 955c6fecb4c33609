import { ValidationFailedError } from '@hookline/webhooks';
import { Injectable, type PipeTransform, type ArgumentMetadata } from '@nestjs/common';

const MAX_LENGTH = 255;
/** NUL, which PostgreSQL refuses, and half of a surrogate pair, which has no UTF-8 form. */
export const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether a text may be an id that another service chose. */
export function isTextId(text: string): boolean {
  return text.length >= 1 && text.length <= MAX_LENGTH && !UNSTORABLE.test(text);
}

/** Path parameter: an id that another service may have chosen. */
@Injectable()
export class TextIdPipe implements PipeTransform<string, string> {
  transform(value: string, { data = 'id' }: ArgumentMetadata): string {
    if (isTextId(value)) return value;
    throw new ValidationFailedError([
      { field: data, message: `must be 1 to ${MAX_LENGTH} characters of valid text.` },
    ]);
  }
}
