import type { PublishManyItem } from '@hookline/webhooks';
import { DocumentArchived } from '../events/document-archived.event';
import { DocumentCreated } from '../events/document-created.event';
import type { DocumentEvent } from '../events/document-event';
import { DocumentUpdated } from '../events/document-updated.event';
import type { DocumentKey, DocumentOrigin } from '../server/read-notice';
import type { DocumentOutcome } from './document-state';

/** An outcome as it is published. */
export function toPublication(
  key: DocumentKey,
  documentId: string,
  outcome: DocumentOutcome,
): PublishManyItem {
  const fields = eventFields(key, documentId, outcome.at, outcome.origin);
  return { event: eventOf(outcome, fields), ...publishContext(key) };
}

/** Whose event it is, and what it is about. */
export function publishContext({
  tenantId,
  namespacedDocumentId,
}: DocumentKey): Pick<PublishManyItem, 'tenantId' | 'subject'> {
  const subject = `document:${namespacedDocumentId}`.slice(0, MAX_SUBJECT);
  // Not in the middle of a character.
  return { tenantId, subject: subject.replace(/[\uD800-\uDBFF]$/, '') };
}

/** Longest subject of an event. */
const MAX_SUBJECT = 255;

/** What every event of a document tells. */
export function eventFields(
  { namespacedDocumentId }: DocumentKey,
  documentId: string,
  timestamp: number,
  origin: DocumentOrigin,
): DocumentEvent {
  return { documentId, namespacedDocumentId, timestamp, ...origin };
}

function eventOf(outcome: DocumentOutcome, fields: DocumentEvent): DocumentEvent {
  switch (outcome.kind) {
    case 'created':
      return Object.assign(new DocumentCreated(), fields);
    case 'archived':
      return Object.assign(new DocumentArchived(), fields);
    case 'updated': {
      const { messages, clients, firstAt, lastAt } = outcome.counts;
      const counts = { messages, clients, firstMessageAt: firstAt, lastMessageAt: lastAt };
      return Object.assign(new DocumentUpdated(), fields, counts);
    }
  }
}
