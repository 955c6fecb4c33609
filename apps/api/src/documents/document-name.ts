import { ValidationFailedError } from '@hookline/webhooks';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** Names that fit into a path: what clients open, and what the API calls a document by. */
const DOCUMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** Whether a text may be the name of a document. */
export function isDocumentName(text: string): boolean {
  // Hocuspocus keeps documents in plain objects, where some names are taken.
  return DOCUMENT_NAME.test(text) && !(text in Object.prototype);
}

/** What webhooks call a document beyond its tenant. */
export function namespacedId(tenantId: string, name: string): string {
  // A tenant's id may be as long as an id in an event; the name counts more.
  return `${tenantId}/${name}`.slice(-255);
}

/** Path parameter: the name of a document. */
@Injectable()
export class DocumentNamePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isDocumentName(value)) return value;
    const message =
      'must be 1 to 100 letters, digits, _, . or -, and begin with a letter or digit.';
    throw new ValidationFailedError([{ field: 'documentId', message }]);
  }
}
