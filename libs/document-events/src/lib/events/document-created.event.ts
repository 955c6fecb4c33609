import { WebhookEvent } from '@hookline/webhooks';
import { DocumentEvent, EXAMPLE } from './document-event';

/** Payload of `document.created`. */
@WebhookEvent('document.created', {
  description:
    'A document was opened for the first time, or for the first time after it was archived',
  example: EXAMPLE,
})
export class DocumentCreated extends DocumentEvent {}
