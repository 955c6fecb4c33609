import type { EndpointMatch } from '@hookline/contracts';
import {
  EventCatalog,
  prepareEvent,
  TenantMissingError,
  WebhookEventBus,
  WebhookPublisher,
  type ForgetContext,
  type PublishContext,
  type PublishedEvent,
  type PublishManyItem,
  type PublishOptions,
  type PublishResult,
} from '@hookline/webhooks';
import type { Provider, Type } from '@nestjs/common';

/** What a {@link TestingPublisher} knows and allows; the options of the module that it stands for. */
export interface TestingPublisherOptions {
  /** The catalog: what is not in it is refused, and what is is checked by its rules. */
  events: Type<object>[];
  /** @default true */
  strictEvents?: boolean;
  /** Whether events need no tenant. @default false */
  singleTenant?: boolean;
}

/** Something that was published, with its data as receivers would get it. */
export interface PublicationRecord extends Omit<PublishContext, 'manager'> {
  type: string;
  data: unknown;
}

/**
 * Stands for `WebhookPublisher` and `WebhookEventBus` in unit tests: checks events as they do, keeps them in
 * memory, and sends nothing. It knows no transactions: what a rollback would take back stays.
 *
 * @example
 * const publisher = new TestingPublisher({ events: [ProjectCreated] });
 * const module = await Test.createTestingModule({
 *   providers: [ProjectsService, ...publisher.providers],
 * }).compile();
 * await module.get(ProjectsService).create('acme', 'x');
 * expect(publisher).toHavePublished(ProjectCreated, { name: 'x' }, { tenantId: 'acme' });
 */
export class TestingPublisher {
  /** Everything that was published, in order. */
  readonly published: PublicationRecord[] = [];
  private readonly catalog: EventCatalog;
  private readonly byKey = new Map<string, PublishedEvent>();
  private readonly forgotten = new Set<Promise<void>>();
  private failure: Error | undefined;
  private ids = 0;

  constructor(private readonly options: TestingPublisherOptions) {
    this.catalog = new EventCatalog(options);
  }

  /** For the providers of a testing module: what services inject, and what `@EmitsWebhook` needs. */
  get providers(): Provider[] {
    return [
      { provide: WebhookPublisher, useValue: this },
      { provide: WebhookEventBus, useValue: this },
    ];
  }

  /** From now on nothing can be stored. */
  fails(error = new Error('The publisher fails, as the test told it to.')): this {
    this.failure = error;
    return this;
  }

  /** Undoes {@link fails}. */
  succeeds(): this {
    this.failure = undefined;
    return this;
  }

  /** Forgets what was published. */
  clear(): void {
    this.published.length = 0;
    this.byKey.clear();
  }

  /** Resolves when everything that was published by `emitAndForget` has been kept or refused. */
  async settled(): Promise<void> {
    while (this.forgotten.size > 0) await Promise.all(this.forgotten);
  }

  /** As {@link WebhookPublisher.publish}. */
  async publish(
    event: object,
    options: PublishOptions | PublishContext = {},
  ): Promise<PublishedEvent> {
    const [published] = await this.keep([{ event, ...options }]);
    return published as PublishedEvent;
  }

  /** As {@link WebhookPublisher.publishMany}: all, or none. */
  publishMany(items: readonly PublishManyItem[]): Promise<PublishedEvent[]> {
    return this.keep(items);
  }

  /** As {@link WebhookPublisher.publishEach}. */
  publishEach(items: readonly PublishManyItem[]): Promise<PublishResult[]> {
    return Promise.all(
      items.map(({ event, ...options }) =>
        this.publish(event, options).then(
          (published) => ({ published }),
          (error: unknown) => ({ error }),
        ),
      ),
    );
  }

  /** As {@link WebhookPublisher.match}, without any endpoints. */
  async match(
    event: object,
    options: Pick<PublishOptions, 'tenantId'> = {},
  ): Promise<EndpointMatch[]> {
    await this.check({ event, ...options });
    return [];
  }

  /** As {@link WebhookEventBus.emit}. */
  emit(event: object, context: PublishContext = {}): Promise<PublishedEvent> {
    return this.publish(event, context);
  }

  /** As {@link WebhookEventBus.emitAndForget}; see {@link settled}. */
  emitAndForget(event: object, { onError, ...context }: ForgetContext = {}): void {
    const publishing = this.publish(event, context)
      .then(
        () => undefined,
        (error: unknown) => onError?.(error),
      )
      .catch(() => undefined)
      .finally(() => this.forgotten.delete(publishing));
    this.forgotten.add(publishing);
  }

  private async keep(items: readonly PublishManyItem[]): Promise<PublishedEvent[]> {
    const checked = await Promise.all(items.map((item) => this.check(item)));
    if (this.failure) throw this.failure;
    return checked.map((record) => this.keepOne(record));
  }

  private keepOne(record: PublicationRecord): PublishedEvent {
    const { tenantId, idempotencyKey } = record;
    const key =
      idempotencyKey === undefined ? undefined : JSON.stringify([tenantId, idempotencyKey]);
    const earlier = key === undefined ? undefined : this.byKey.get(key);
    if (earlier !== undefined) return { ...earlier, duplicate: true };
    this.published.push(record);
    this.ids += 1;
    const published: PublishedEvent = {
      id: `evt_${String(this.ids).padStart(26, '0')}`,
      deliveries: [],
      duplicate: false,
    };
    if (key !== undefined) this.byKey.set(key, published);
    return published;
  }

  private async check(item: PublishManyItem & PublishContext): Promise<PublicationRecord> {
    const { event, ...context } = item;
    // The double knows no transactions.
    delete context.manager;
    if (!context.tenantId && !this.options.singleTenant) {
      throw new TenantMissingError(
        'An event was published without a tenant. Pass `tenantId`, or give the double `singleTenant: true`.',
      );
    }
    const strict = this.options.strictEvents ?? true;
    const { type, data } = await prepareEvent(event, this.catalog, strict);
    return { ...context, type, data: JSON.parse(JSON.stringify(data)) as unknown };
  }
}
