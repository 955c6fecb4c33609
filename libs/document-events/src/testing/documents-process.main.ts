import { WebhooksModule } from '@hookline/webhooks';
import { NestFactory } from '@nestjs/core';
import { EventEmitter } from 'node:events';
import { DocumentEventsModule } from '../lib/document-events.module';
import type { DocumentEventsOptions } from '../lib/document-events.options';
import { DocumentWebhookManager } from '../lib/document-webhook-manager';
import { DOCUMENT_EVENTS } from '../lib/events/document-events';
import { TENANT } from './documents-app-constants';

/** A process that does what its parent says: `[event, documentId]` is emitted by its server of documents. */
async function main(): Promise<void> {
  const { url, options } = JSON.parse(process.argv[2] ?? '{}') as {
    url: string;
    options: DocumentEventsOptions;
  };
  const app = await NestFactory.createApplicationContext(
    {
      module: class Root {},
      imports: [
        WebhooksModule.forRoot({
          http: false,
          events: DOCUMENT_EVENTS,
          database: { url },
          egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
        }),
        DocumentEventsModule.forRoot(options),
      ],
    },
    { logger: false },
  );
  const server = new EventEmitter();
  app.get(DocumentWebhookManager).attachToServer(server);
  process.on('message', ([event, documentId]: [string, string]) => {
    server.emit(event, { documentId, context: { tenantId: TENANT } });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

void main();
