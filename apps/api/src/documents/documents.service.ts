import type { Page } from '@hookline/contracts';
import { DocumentWebhookManager } from '@hookline/document-events';
import { ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import { newestFirst } from '../common/list-newest';
import { toPage, type PageQuery } from '../common/page';
import { Document } from './document.entity';
import { namespacedId } from './document-name';
import { DocumentDto } from './dto/document.dto';

/** A document's content, and which it is. */
export interface StoredContent {
  /** Of this life of the document. */
  id: string;
  version: number;
  content: Buffer;
}

/** What became of storing. `gone`: it was deleted meanwhile. */
export type StoreResult =
  | { result: 'stored'; version: number; /** What other processes had added. */ added?: Uint8Array }
  | { result: 'gone' };

/** What a document without content is; no bytes at all are not a Yjs update. */
const EMPTY_UPDATE = encodeStateAsUpdate(new Doc());

/** The documents of tenants. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>,
    private readonly events: DocumentWebhookManager,
  ) {}

  list(tenantId: string, page: PageQuery): Promise<Page<DocumentDto>> {
    const query = this.transactions.tx
      .createQueryBuilder(Document, 'document')
      .where('document.tenantId = :tenantId', { tenantId });
    return newestFirst(query, 'document', 'createdAt', page)
      .getMany()
      .then((rows) => toPage(rows, page.limit, positionOf, DocumentDto.from));
  }

  /** @throws ResourceNotFoundError when the tenant has no such document */
  async get(tenantId: string, name: string): Promise<Document> {
    return found(name, await this.transactions.tx.findOneBy(Document, { tenantId, name }));
  }

  /**
   * The stored content, as one Yjs update; one that says nothing until something was stored.
   * @throws ResourceNotFoundError
   */
  async content(tenantId: string, name: string): Promise<Uint8Array> {
    const { content } = await this.readContent(tenantId, name);
    return content.length > 0 ? content : EMPTY_UPDATE;
  }

  /** Deletes a document and announces it, in one transaction. @throws ResourceNotFoundError */
  @Transactional()
  async delete(tenantId: string, name: string, userId: string): Promise<void> {
    const manager = this.transactions.tx;
    const { affected } = await manager.delete(Document, { tenantId, name });
    found(name, affected === 1 ? affected : null);
    const namespacedDocumentId = namespacedId(tenantId, name);
    const context = { tenantId, userId };
    const notice = { documentId: name, namespacedDocumentId, clientId: userId, context };
    await this.events.recordDelete(notice, { manager });
  }

  /**
   * A document's content for those who open it.
   * @param create whether one that is not there is made
   * @throws ResourceNotFoundError when it is not there and may not be made
   */
  async open(tenantId: string, name: string, create: boolean): Promise<StoredContent> {
    if (create) {
      const now = new Date();
      const empty = { content: Buffer.alloc(0), size: 0, version: 0 };
      await this.transactions.tx
        .createQueryBuilder()
        .insert()
        .into(Document)
        .values({ id: randomUUID(), tenantId, name, ...empty, createdAt: now, updatedAt: now })
        .orIgnore()
        .execute();
    }
    return this.readContent(tenantId, name);
  }

  /**
   * Stores a document as a process has it. What other processes stored since is kept: Yjs merges both.
   * @param known the version that `update` has in it
   */
  @Transactional()
  async store(id: string, known: number, update: Uint8Array): Promise<StoreResult> {
    const row = await this.transactions.tx.findOne(Document, {
      where: { id },
      select: { id: true, version: true, content: true },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) return { result: 'gone' };
    const foreign = row.version !== known && row.content.length > 0;
    const content = Buffer.from(foreign ? mergeUpdates([row.content, update]) : update);
    const version = row.version + 1;
    const changes = { content, size: content.length, version, updatedAt: new Date() };
    await this.transactions.tx.update(Document, { id }, changes);
    return { result: 'stored', version, ...(foreign && { added: row.content }) };
  }

  private async readContent(tenantId: string, name: string): Promise<StoredContent> {
    const row = await this.transactions.tx.findOne(Document, {
      where: { tenantId, name },
      select: { id: true, version: true, content: true },
    });
    return found(name, row);
  }
}

const positionOf = ({ createdAt, id }: Document): { at: Date; id: string } => ({
  at: createdAt,
  id,
});

function found<Value>(name: string, value: Value | null): Value {
  if (value !== null) return value;
  throw new ResourceNotFoundError(`There is no document ${name}. GET /api/documents lists yours.`);
}
