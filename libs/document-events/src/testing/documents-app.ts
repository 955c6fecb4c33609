import {
  encodeId,
  WebhookRegistryService,
  WebhooksModule,
  type WebhooksOptions,
} from '@hookline/webhooks';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { EventEmitter } from 'node:events';
import { Pool } from 'pg';
import {
  ENDPOINT_DIRECTORY,
  type EndpointDirectory,
} from '../../../webhooks/src/lib/registry/endpoint-directory';
import { eventually } from '../../../webhooks/src/testing/eventually';
import { ManualClock } from '../../../webhooks/src/testing/manual-clock';
import { createEmptyDatabase } from '../../../webhooks/src/testing/test-database';
import { TestReceiver } from '../../../webhooks/src/testing/test-receiver';
import { DocumentEventsModule } from '../lib/document-events.module';
import type { DocumentEventsOptions } from '../lib/document-events.options';
import { DocumentSweeper } from '../lib/document-sweeper';
import { DocumentWebhookManager } from '../lib/document-webhook-manager';
import { DOCUMENT_EVENTS } from '../lib/events/document-events';
import type { DocumentNotice } from '../lib/server/document-server';
import { TENANT } from './documents-app-constants';

export { TENANT };

/** An event as a receiver got it. */
export interface ReceivedEvent {
  path: string;
  type: string;
  data: Record<string, unknown>;
}

/** One process of the system under test, with a server of documents. */
export interface DocumentsProcess {
  app: INestApplication;
  manager: DocumentWebhookManager;
  sweeper: DocumentSweeper;
  server: EventEmitter;
  detach: () => Promise<void>;
}

/** Real Postgres, a real receiver, processes of one system, and a clock that stands until it is moved. */
export class DocumentsSystem {
  readonly clock = new ManualClock();
  readonly receiver = new TestReceiver();
  readonly pool: Pool;
  private readonly apps: INestApplication[] = [];

  private constructor(
    private readonly database: { url: string; drop(): Promise<void> },
    private readonly options: DocumentEventsOptions,
  ) {
    this.pool = new Pool({ connectionString: database.url, max: 2 });
  }

  static async start(options: DocumentEventsOptions = {}): Promise<DocumentsSystem> {
    const system = new DocumentsSystem(await createEmptyDatabase(), options);
    await system.receiver.start();
    return system;
  }

  get url(): string {
    return this.database.url;
  }

  /** Starts a process with a server attached. */
  async process(
    options: DocumentEventsOptions = {},
    webhooks: Partial<WebhooksOptions> = {},
  ): Promise<DocumentsProcess> {
    const module = await Test.createTestingModule({
      imports: [
        WebhooksModule.forRoot({
          http: false,
          events: DOCUMENT_EVENTS,
          database: { url: this.database.url },
          egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
          clock: this.clock,
          ...webhooks,
        }),
        DocumentEventsModule.forRoot({ sweepIntervalMs: 50, ...this.options, ...options }),
      ],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    await app.init();
    this.apps.unshift(app);
    const manager = app.get(DocumentWebhookManager);
    const server = new EventEmitter();
    const sweeper = module.get(DocumentSweeper, { strict: false });
    return { app, manager, server, sweeper, detach: manager.attachToServer(server) };
  }

  /** Creates an endpoint whose requests arrive at `path`; resolves when every process knows it. */
  async endpoint(path: string, documents?: object, events: string[] = []): Promise<string> {
    const registry = this.apps[0]?.get(WebhookRegistryService, { strict: false });
    const created = await registry?.create(TENANT, {
      name: path,
      url: `${this.receiver.url}${path}`,
      events,
      metadata: documents === undefined ? {} : { documents },
    });
    const id = created?.endpoint.id ?? '';
    for (const app of this.apps) {
      const directory = app.get<EndpointDirectory>(ENDPOINT_DIRECTORY, { strict: false });
      await eventually(async () => {
        const known = await directory.match(TENANT, events[0] ?? 'document.idle');
        return known.some((endpoint) => encodeId('ep', endpoint.id) === id);
      });
    }
    return id;
  }

  /** What has arrived, at one path or at all. */
  received(path?: string): ReceivedEvent[] {
    return this.receiver.requests
      .filter((request) => path === undefined || request.path === path)
      .map((request) => {
        const { type, data } = JSON.parse(request.body) as Omit<ReceivedEvent, 'path'>;
        return { path: request.path, type, data };
      });
  }

  /** Resolves when so many events of a type have arrived; answers their data. */
  async arrived(type: string, count = 1, path?: string): Promise<Record<string, unknown>[]> {
    const matching = (): ReceivedEvent[] =>
      this.received(path).filter((event) => event.type === type);
    await this.receiver.until(() => matching().length >= count);
    return matching().map(({ data }) => data);
  }

  /** Types of all events that are stored, in their order. */
  async stored(): Promise<string[]> {
    const { rows } = await this.pool.query<{ type: string }>(
      'SELECT type FROM hookline.event ORDER BY id',
    );
    return rows.map(({ type }) => type);
  }

  async close(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.receiver.stop();
    await this.pool.end();
    await this.database.drop();
  }
}

/** What a server tells of a document. */
export function notice(documentId: string, more: Partial<DocumentNotice> = {}): DocumentNotice {
  return {
    documentId,
    namespacedDocumentId: `room/${documentId}`,
    sessionId: 'session-1',
    clientId: 'client-1',
    encrypted: false,
    context: { tenantId: TENANT, userId: 'user-1', room: 'room', token: 'planted-secret' },
    ...more,
  };
}
