import { Hocuspocus, type Document as SharedDocument } from '@hocuspocus/server';
import {
  DocumentMessageGuard,
  HocuspocusSource,
  type RateLimitTracker,
} from '@hookline/document-events';
import { ResourceNotFoundError } from '@hookline/webhooks';
import { Logger } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { missingScopes } from '../auth/scopes';
import type { TokenVerifier } from '../auth/token-verifier';
import { namespacedId } from '../documents/document-name';
import type { DocumentsService } from '../documents/documents.service';
import { CLOSE, type ClientSocket } from './client-socket';
import { LIMITS } from './limits';
import { isSync } from './messages';
import { CollaborationRefusal } from './refusal.error';

/** What is known of a client in every hook. */
export interface ClientContext {
  tenantId: string;
  userId: string;
  socket: ClientSocket;
}

/** What a room works with. */
export interface RoomParts {
  tenantId: string;
  documents: DocumentsService;
  tokens: TokenVerifier;
  /** Tells of documents. */
  source: HocuspocusSource;
  /** Hears of messages that were over a limit. */
  onRateLimitExceeded: RateLimitTracker['onRateLimitExceeded'];
}

/** An update that a client sent to a document. */
interface DocumentUpdate {
  documentName: string;
  document: SharedDocument;
  update: Uint8Array;
}

/** Which life of a document is open, which of its versions is in it, and about how large it is. */
interface OpenDocument {
  id: string;
  version: number;
  bytes: number;
}

const RETRY_MS = 1_000;
/** A promise that nothing follows: the message is dropped without a word, its connection is being closed. */
const NEVER = (): Promise<never> => new Promise(() => undefined);

/** The open documents of one tenant. Hocuspocus knows them by name alone, so each tenant has its own. */
export class TenantRoom {
  private readonly logger = new Logger('Collaboration');
  private readonly hocuspocus: Hocuspocus;
  private readonly open = new Map<string, OpenDocument>();
  /** One for each room: two tenants may have a person of the same name. */
  private readonly guard: DocumentMessageGuard;
  private stopping = false;

  constructor(private readonly parts: RoomParts) {
    const { client, document } = LIMITS;
    const { onRateLimitExceeded } = parts;
    this.guard = new DocumentMessageGuard({ client, document, onRateLimitExceeded });
    this.hocuspocus = new Hocuspocus({
      quiet: true,
      extensions: [parts.source],
      onAuthenticate: (payload) => this.authenticate(payload),
      onLoadDocument: (payload) => this.load(payload),
      connected: ({ documentName, context }) => {
        (context as ClientContext).socket.opened(documentName);
        return Promise.resolve();
      },
      onDisconnect: ({ documentName, context }) => {
        (context as ClientContext).socket.closed(documentName);
        return Promise.resolve();
      },
      beforeHandleMessage: (payload) => this.admitMessage(payload),
      onStoreDocument: ({ documentName, document }) => this.store(documentName, document),
      afterUnloadDocument: ({ documentName }) => {
        this.open.delete(documentName);
        return Promise.resolve();
      },
    });
  }

  /** Whether nobody has a document open. */
  get isEmpty(): boolean {
    return this.hocuspocus.getDocumentsCount() + this.hocuspocus.loadingDocuments.size === 0;
  }

  /** Lets an admitted client in. */
  enter(context: ClientContext, request: IncomingMessage): void {
    // Of a WebSocket, Hocuspocus uses what ClientSocket has.
    const socket = context.socket as unknown as WebSocket;
    this.hocuspocus.handleConnection(socket, request, context);
    context.socket.admit();
  }

  /** A document was deleted: whoever has it open loses it. */
  closeDocument(documentName: string): void {
    const document = this.hocuspocus.documents.get(documentName);
    for (const { context } of document?.getConnections() ?? []) {
      // The whole connection: its client opens all documents again, which this one has then to be made for.
      (context as ClientContext).socket.close(CLOSE.tryAgainLater, 'document-deleted');
    }
  }

  /** Resolves when all is stored. */
  async stop(): Promise<void> {
    this.stopping = true;
    const giveUpAt = Date.now() + LIMITS.stopMs;
    while (!this.isEmpty && Date.now() < giveUpAt) await delay(20);
  }

  private async authenticate(payload: {
    token: string;
    context: unknown;
    connectionConfig: { readOnly: boolean };
  }): Promise<void> {
    const context = payload.context as ClientContext;
    const check = await this.parts.tokens.verify(payload.token);
    if (check.result !== 'valid') throw new CollaborationRefusal('unauthorized');
    const { tenantId, id, scopes } = check.user;
    // One socket, one person: the context of all its documents is theirs.
    if (tenantId !== context.tenantId || id !== context.userId) {
      throw new CollaborationRefusal('other-user');
    }
    if (missingScopes(['documents:read'], scopes).length > 0) {
      throw new CollaborationRefusal('forbidden');
    }
    context.socket.token = payload.token;
    payload.connectionConfig.readOnly = missingScopes(['documents:write'], scopes).length > 0;
  }

  private async load(payload: {
    documentName: string;
    document: SharedDocument;
    connectionConfig: { readOnly: boolean };
  }): Promise<void> {
    const { documentName, document, connectionConfig } = payload;
    const { tenantId, documents } = this.parts;
    try {
      const create = !connectionConfig.readOnly;
      const { id, version, content } = await documents.open(tenantId, documentName, create);
      if (content.length > 0) applyUpdate(document, content);
      this.open.set(documentName, { id, version, bytes: content.length });
    } catch (error) {
      // Hocuspocus forgets it, and would leave its timer running for good.
      document.destroy();
      if (error instanceof ResourceNotFoundError) throw new CollaborationRefusal('not-found');
      this.logger.warn(`Document "${documentName}" was not loaded: ${(error as Error).message}`);
      throw new CollaborationRefusal('unavailable');
    }
  }

  private async admitMessage(payload: {
    documentName: string;
    context: unknown;
    connection: { readOnly: boolean };
    document: SharedDocument;
    update: Uint8Array;
  }): Promise<void> {
    const { documentName, connection, update } = payload;
    const context = payload.context as ClientContext;
    if (!connection.readOnly && isSync(update) && this.isTooLarge(payload)) {
      context.socket.close(CLOSE.tooMuch, 'document-too-large');
      return NEVER();
    }
    try {
      await this.checkLimits(documentName, context);
    } catch {
      context.socket.close(CLOSE.tryAgainLater, 'rate-limited');
      return NEVER();
    }
  }

  /** Whether a document is over the limit with an update; measured only when what came in since may be. */
  private isTooLarge({ documentName, document, update }: DocumentUpdate): boolean {
    const open = this.open.get(documentName);
    if (open === undefined) return false;
    open.bytes += update.length;
    if (open.bytes <= LIMITS.documentBytes) return false;
    // Updates replace each other, and some change nothing.
    open.bytes = encodeStateAsUpdate(document).length + update.length;
    return open.bytes > LIMITS.documentBytes;
  }

  private checkLimits(documentName: string, { tenantId, userId }: ClientContext): Promise<void> {
    return this.guard.check({
      documentId: documentName,
      namespacedDocumentId: namespacedId(tenantId, documentName),
      clientId: userId,
      context: { tenantId, userId },
    });
  }

  /** Tries until it is done: Hocuspocus would forget the document, or end the process. */
  private async store(documentName: string, document: SharedDocument): Promise<void> {
    const open = this.open.get(documentName);
    if (open === undefined) return;
    for (;;) {
      try {
        const update = encodeStateAsUpdate(document);
        const stored = await this.parts.documents.store(open.id, open.version, update);
        if (stored.result === 'gone') {
          this.closeDocument(documentName);
          return;
        }
        open.version = stored.version;
        open.bytes = update.length;
        if (stored.added !== undefined) {
          applyUpdate(document, stored.added, HocuspocusSource.FOREIGN_ORIGIN);
        }
        return;
      } catch (error) {
        this.logger.warn(`Document "${documentName}" was not stored: ${(error as Error).message}`);
        if (this.stopping) return;
        await delay(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}
