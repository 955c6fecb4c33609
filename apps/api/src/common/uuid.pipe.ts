import { ValidationFailedError } from '@hookline/webhooks';
import { Injectable, type PipeTransform, type ArgumentMetadata } from '@nestjs/common';
import { isUUID } from 'class-validator';

/** Path parameter: a uuid, in lower case. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string, { data = 'id' }: ArgumentMetadata): string {
    if (isUUID(value)) return value.toLowerCase();
    throw new ValidationFailedError([{ field: data, message: 'must be a uuid.' }]);
  }
}
