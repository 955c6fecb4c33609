export { DocumentEventsModule } from './lib/document-events.module';
export type { DocumentEventsModuleAsyncOptions } from './lib/document-events.module-definition';
export type {
  DocumentEndpointOptions,
  DocumentEventsOptions,
  RateLimitScope,
} from './lib/document-events.options';
export { DocumentWebhookManager, type RecordOptions } from './lib/document-webhook-manager';
export { DOCUMENT_EVENTS } from './lib/events/document-events';
export { DocumentEvent } from './lib/events/document-event';
export { DocumentCreated } from './lib/events/document-created.event';
export { DocumentUpdated } from './lib/events/document-updated.event';
export { DocumentIdle } from './lib/events/document-idle.event';
export { DocumentArchived } from './lib/events/document-archived.event';
export {
  DocumentRateLimitExceeded,
  type LimitedScope,
} from './lib/events/document-rate-limit-exceeded.event';
export type {
  DocumentEmitter,
  DocumentListener,
  DocumentNotice,
  DocumentServer,
  RateLimitNotice,
} from './lib/server/document-server';
export { RateLimitTracker } from './lib/limits/rate-limit-tracker';
export {
  DocumentMessageGuard,
  type DocumentMessageGuardOptions,
  type MessageLimit,
} from './lib/limits/document-message-guard';
export { MessageRefusedError } from './lib/limits/message-refused.error';
export { DocumentConflictError } from './lib/state/document-conflict.error';
export {
  HocuspocusSource,
  type HocuspocusPayload,
  type HocuspocusSourceOptions,
} from './lib/hocuspocus/hocuspocus-source';
export { migrateDocumentEvents } from './lib/storage/migrate-document-events';
