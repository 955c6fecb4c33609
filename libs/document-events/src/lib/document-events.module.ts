import {
  ConfigInvalidError,
  EventCatalog,
  WEBHOOKS_CONFIG,
  type WebhooksConfig,
} from '@hookline/webhooks';
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import {
  DOCUMENT_EVENTS_CONFIG,
  type DocumentEventsConfig,
  resolveConfig,
} from './document-events.config';
import {
  ConfigurableModuleClass,
  type DocumentEventsModuleAsyncOptions,
  MODULE_OPTIONS_TOKEN,
} from './document-events.module-definition';
import type { DocumentEventsOptions } from './document-events.options';
import { DocumentSweeper } from './document-sweeper';
import { DocumentWebhookManager } from './document-webhook-manager';
import { DOCUMENT_EVENTS } from './events/document-events';
import { IdleSweep } from './idle/idle-sweep';
import { RateLimitTracker } from './limits/rate-limit-tracker';
import { DocumentRecorder } from './recording/document-recorder';
import { NOTICE_READER, NoticeReader } from './server/read-notice';
import { DocumentLifecycle } from './state/document-lifecycle';
import { DocumentDatabase } from './storage/document-database';

/**
 * Webhooks of collaborative documents. Import it once, beside `WebhooksModule`, whose option `events` has to
 * list `DOCUMENT_EVENTS`. Global.
 *
 * @example
 * ```ts
 * WebhooksModule.forRoot({ events: [...DOCUMENT_EVENTS], tenant }),
 * DocumentEventsModule.forRoot({ updateWindowMs: 10_000 }),
 * ```
 */
@Module({
  providers: [
    {
      provide: DOCUMENT_EVENTS_CONFIG,
      inject: [{ token: MODULE_OPTIONS_TOKEN, optional: true }],
      useFactory: (options?: DocumentEventsOptions): DocumentEventsConfig =>
        resolveConfig(options ?? {}),
    },
    {
      provide: NOTICE_READER,
      inject: [DOCUMENT_EVENTS_CONFIG, WEBHOOKS_CONFIG],
      useFactory: (config: DocumentEventsConfig, { singleTenant }: WebhooksConfig): NoticeReader =>
        new NoticeReader(config, singleTenant),
    },
    DocumentDatabase,
    DocumentLifecycle,
    DocumentRecorder,
    IdleSweep,
    RateLimitTracker,
    DocumentSweeper,
    DocumentWebhookManager,
  ],
  exports: [DocumentWebhookManager, RateLimitTracker],
})
export class DocumentEventsModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(private readonly catalog: EventCatalog) {
    super();
  }

  /** @throws ConfigInvalidError at start-up, naming the option and the fix */
  static override forRoot(options: DocumentEventsOptions = {}): DynamicModule {
    return { ...super.forRoot(options), global: true };
  }

  /** Like {@link forRoot}, with options from a factory. */
  static override forRootAsync(options: DocumentEventsModuleAsyncOptions): DynamicModule {
    return { ...super.forRootAsync(options), global: true };
  }

  onModuleInit(): void {
    const listed = new Set<unknown>(this.catalog.list().map(({ eventClass }) => eventClass));
    const missing = DOCUMENT_EVENTS.filter((event) => !listed.has(event));
    if (missing.length === 0) return;
    throw new ConfigInvalidError(
      `DocumentEventsModule: option \`events\` of WebhooksModule lacks ${missing.map(({ name }) => name).join(', ')}. ` +
        'Add ...DOCUMENT_EVENTS to it.   [HOOKLINE_CONFIG_INVALID]',
    );
  }
}
