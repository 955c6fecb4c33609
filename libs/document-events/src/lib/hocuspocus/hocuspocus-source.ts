import { EventEmitter } from 'node:events';
import type { DocumentMessageGuard } from '../limits/document-message-guard';
import type { DocumentListener, DocumentNotice } from '../server/document-server';

/** As much of a hook's payload as is read. */
export interface HocuspocusPayload {
  documentName: string;
  socketId?: string;
  context?: unknown;
  /** Where a change came from: a connection, or an extension's own mark. */
  transactionOrigin?: unknown;
}

/** What is told of a document. */
export interface HocuspocusSourceOptions {
  /** Id with what it is unique in. @default the document's name */
  namespacedDocumentId?: (payload: HocuspocusPayload) => string;
  /** Who a client is. @default `context.clientId`, else the id of its socket */
  clientId?: (payload: HocuspocusPayload) => string | undefined;
  /** Limits messages; a client over it loses its connection to the document, and connects again. */
  guard?: DocumentMessageGuard;
}

/**
 * Adapter for Hocuspocus (`@hocuspocus/server` 3): an extension for the server, and a
 * `DocumentServer` for `attachToServer`. One may serve several instances.
 *
 * Hocuspocus never deletes a document: call {@link documentDeleted}, or `recordDelete()` of the manager in
 * the transaction that deletes it.
 *
 * @example
 * const source = new HocuspocusSource();
 * const server = new Hocuspocus({ extensions: [source] });
 * manager.attachToServer(source);
 */
export class HocuspocusSource {
  /** Origin of changes that another process made and told of itself; here nothing is told of them. */
  static readonly FOREIGN_ORIGIN = '__hocuspocus__redis__origin__';
  readonly extensionName = 'hookline-document-events';
  /** After those that authenticate, so that the context is known. */
  readonly priority = 50;
  private readonly emitter = new EventEmitter();

  constructor(private readonly options: HocuspocusSourceOptions = {}) {
    this.emitter.setMaxListeners(0);
  }

  on(event: string, listener: DocumentListener): this {
    this.emitter.on(event, listener);
    return this;
  }

  off(event: string, listener: DocumentListener): this {
    this.emitter.off(event, listener);
    return this;
  }

  /** Listeners of an event; of all when none is named. */
  listenerCount(event?: string): number {
    const names = event === undefined ? this.emitter.eventNames() : [event];
    return names.reduce((sum, name) => sum + this.emitter.listenerCount(name), 0);
  }

  /** Tells that a document was deleted. */
  documentDeleted(payload: HocuspocusPayload): void {
    this.emitter.emit('document-delete', this.noticeOf(payload));
  }

  /** Hook of Hocuspocus: a document was loaded. */
  afterLoadDocument(payload: HocuspocusPayload): Promise<void> {
    this.emitter.emit('document-load', this.noticeOf(payload));
    return Promise.resolve();
  }

  /** Hook of Hocuspocus: a document was changed. */
  onChange(payload: HocuspocusPayload): Promise<void> {
    if (payload.transactionOrigin !== HocuspocusSource.FOREIGN_ORIGIN) {
      this.emitter.emit('document-message', this.noticeOf(payload));
    }
    return Promise.resolve();
  }

  /** Hook of Hocuspocus: a message has arrived. Its rejection closes the connection to the document. */
  async beforeHandleMessage(payload: HocuspocusPayload): Promise<void> {
    await this.options.guard?.check(this.noticeOf(payload));
  }

  private noticeOf(payload: HocuspocusPayload): DocumentNotice {
    const { documentName, socketId, context } = payload;
    const { namespacedDocumentId, clientId = clientOf } = this.options;
    const client = clientId(payload);
    return {
      documentId: documentName,
      ...(namespacedDocumentId && { namespacedDocumentId: namespacedDocumentId(payload) }),
      ...(socketId && { sessionId: socketId }),
      ...(client && { clientId: client }),
      context,
    };
  }
}

function clientOf({ context, socketId }: HocuspocusPayload): string | undefined {
  if (typeof context !== 'object' || context === null) return socketId;
  const clientId: unknown = Reflect.get(context, 'clientId');
  return typeof clientId === 'string' ? clientId : socketId;
}
