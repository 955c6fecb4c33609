import {
  DocumentWebhookManager,
  HocuspocusSource,
  type HocuspocusPayload,
  RateLimitTracker,
} from '@hookline/document-events';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { TokenVerifier } from '../auth/token-verifier';
import { namespacedId } from '../documents/document-name';
import { DocumentsService } from '../documents/documents.service';
import { type ClientContext, TenantRoom } from './tenant-room';

/** The rooms of all tenants, and what their documents tell. */
@Injectable()
export class CollaborationRooms implements OnApplicationBootstrap {
  private readonly rooms = new Map<string, TenantRoom>();
  private readonly source = new HocuspocusSource({
    namespacedDocumentId: ({ documentName, context }: HocuspocusPayload): string =>
      namespacedId((context as ClientContext).tenantId, documentName),
    clientId: ({ context }: HocuspocusPayload): string => (context as ClientContext).userId,
  });

  constructor(
    private readonly documents: DocumentsService,
    private readonly tokens: TokenVerifier,
    private readonly events: DocumentWebhookManager,
    private readonly tracker: RateLimitTracker,
  ) {}

  onApplicationBootstrap(): void {
    // Detached by the manager itself when the application ends, after the rooms are closed.
    this.events.attachToServer(this.source);
  }

  /** Lets an admitted client in. */
  enter(context: ClientContext, request: IncomingMessage): void {
    const { tenantId } = context;
    let room = this.rooms.get(tenantId);
    if (room === undefined) {
      const { documents, tokens, source } = this;
      const { onRateLimitExceeded } = this.tracker;
      room = new TenantRoom({ tenantId, documents, tokens, source, onRateLimitExceeded });
      this.rooms.set(tenantId, room);
    }
    room.enter(context, request);
  }

  /** A document was deleted: whoever has it open in this process loses it now, others when they store it. */
  closeDocument(tenantId: string, documentName: string): void {
    this.rooms.get(tenantId)?.closeDocument(documentName);
  }

  /** Forgets rooms that nobody is in. @param inUse tenants with a socket */
  forgetEmpty(inUse: ReadonlySet<string>): void {
    for (const [tenantId, room] of this.rooms) {
      if (room.isEmpty && !inUse.has(tenantId)) this.rooms.delete(tenantId);
    }
  }

  /** Resolves when all documents are stored; their sockets were closed before. */
  async stop(): Promise<void> {
    await Promise.all([...this.rooms.values()].map((room) => room.stop()));
  }
}
