import * as api from './index';

describe('The public API of @hookline/document-events', () => {
  it('changes only on purpose', () => {
    expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
      [
        "DOCUMENT_EVENTS",
        "DocumentArchived",
        "DocumentConflictError",
        "DocumentCreated",
        "DocumentEvent",
        "DocumentEventsModule",
        "DocumentIdle",
        "DocumentMessageGuard",
        "DocumentRateLimitExceeded",
        "DocumentUpdated",
        "DocumentWebhookManager",
        "HocuspocusSource",
        "MessageRefusedError",
        "RateLimitTracker",
        "migrateDocumentEvents",
      ]
    `);
  });
});
