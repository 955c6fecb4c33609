import type { Type } from '@nestjs/common';
import { DocumentArchived } from './document-archived.event';
import { DocumentCreated } from './document-created.event';
import { DocumentIdle } from './document-idle.event';
import { DocumentRateLimitExceeded } from './document-rate-limit-exceeded.event';
import { DocumentUpdated } from './document-updated.event';

/**
 * The events of documents, for the option `events` of `WebhooksModule`.
 * @example WebhooksModule.forRoot({ events: [...DOCUMENT_EVENTS, ProjectCreated] })
 */
export const DOCUMENT_EVENTS: Type<object>[] = [
  DocumentCreated,
  DocumentUpdated,
  DocumentIdle,
  DocumentArchived,
  DocumentRateLimitExceeded,
];
