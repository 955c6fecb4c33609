/** What a server tells with each of its events. */
export interface DocumentNotice {
  /** The document's id, as its clients know it. */
  documentId: string;
  /** The id with what it is unique in. @default `documentId` */
  namespacedDocumentId?: string;
  sessionId?: string;
  clientId?: string;
  encrypted?: boolean;
  /** What the server knows of the client or the document; see the option `context`. */
  context?: unknown;
}

/** What a limiter tells about messages that it refused. */
export interface RateLimitNotice extends DocumentNotice {
  /** Messages that the window allows. */
  limit: number;
  /** Length of the window, in ms. */
  window: number;
  /** What was exceeded; `both` counts for the document and for the client. @default 'both' */
  scope?: 'document' | 'client' | 'both';
  /** Messages that were refused. @default 1 */
  count?: number;
}

/** Hears what a server emits. What it gets is looked at before it is believed. */
export type DocumentListener = (notice: unknown) => void;

/** Anything that emits: a Node `EventEmitter`, or a class with the same two methods. */
export interface DocumentEmitter {
  on(event: string, listener: DocumentListener): unknown;
  off(event: string, listener: DocumentListener): unknown;
}

/**
 * A server of collaborative documents. It emits `document-load`, `document-delete` and, itself or on the
 * `session` that comes with its `session-open`, `document-message`, each with a {@link DocumentNotice}; and
 * `rate-limit-exceeded` with a {@link RateLimitNotice}, if it limits. A session that emits
 * `session-close`, or is named in one of the server's, is let go of. A server of another shape gets a
 * small adapter that has these two methods.
 */
export type DocumentServer = DocumentEmitter;
