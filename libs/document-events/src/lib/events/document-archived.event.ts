import { WebhookEvent } from '@hookline/webhooks';
import { DocumentEvent, EXAMPLE } from './document-event';

/** Payload of `document.archived`. */
@WebhookEvent('document.archived', { description: 'A document was deleted', example: EXAMPLE })
export class DocumentArchived extends DocumentEvent {}
