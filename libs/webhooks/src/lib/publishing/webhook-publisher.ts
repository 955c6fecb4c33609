import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AmbientTransaction } from '../events/ambient-transaction';
import type {
  EventPublishPort,
  PublishContext,
  PublishedEvent,
} from '../events/event-publish.port';
import type { EndpointMatch } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import { EndpointReader } from '../registry/endpoint-reader';
import { judgeMatch } from '../registry/judge-match';
import { EventDrafter } from './event-drafter';
import { EventWriter } from './event-writer';
import type { PublishManyItem, PublishOptions, PublishResult } from './publish-options';

/**
 * Publishes events. `publish()` resolves when the event and its deliveries are durable: committed, or
 * written in the caller's open transaction. It never waits for a receiver.
 *
 * Backpressure: when more than `publishing.maxWaitingEvents` events (10,000) with
 * `publishing.maxWaitingDeliveries` deliveries (50,000) or `publishing.maxWaitingBytes` (64 MiB) wait for their
 * commit, it rejects with PublishOverloadedError and nothing is stored.
 *
 * @example
 * ```ts
 * await dataSource.transaction(async (manager) => {
 *   await manager.save(order);
 *   await webhooks.publish(new OrderPaid(order), { tenantId, manager, idempotencyKey: order.id });
 * });
 * ```
 */
@Injectable()
export class WebhookPublisher implements EventPublishPort {
  constructor(
    private readonly drafter: EventDrafter,
    private readonly writer: EventWriter,
    private readonly ambient: AmbientTransaction,
    private readonly endpoints: EndpointReader,
  ) {}

  /**
   * Publishes one event: an instance of a catalog class, or `{ type, data }`.
   * @throws EventUnknownError, EventInvalidError, PayloadTooLargeError, TenantMissingError,
   * ValidationFailedError, IdempotencyConflictError, PublishOverloadedError, PublisherClosedError
   */
  async publish(event: object, options: PublishOptions | PublishContext): Promise<PublishedEvent> {
    const publication = await this.drafter.draft(event, options);
    const [published] = await this.writer.write([publication], this.managerOr(options.manager));
    return published as PublishedEvent;
  }

  /**
   * Publishes many events, all or none: in the caller's open transaction, or in one of its own.
   * @throws what {@link publish} throws
   */
  async publishMany(
    items: readonly PublishManyItem[],
    { manager }: Pick<PublishOptions, 'manager'> = {},
  ): Promise<PublishedEvent[]> {
    const publications = await Promise.all(
      items.map(({ event, ...options }) => this.drafter.draft(event, options)),
    );
    return publications.length === 0
      ? []
      : this.writer.write(publications, this.managerOr(manager));
  }

  /**
   * Publishes many events, each for itself and in a transaction of its own: one that is refused does not
   * keep the others back. Never rejects; the answers are in the order of `items`.
   */
  publishEach(items: readonly PublishManyItem[]): Promise<PublishResult[]> {
    return Promise.all(
      items.map(async ({ event, ...options }) => {
        try {
          const publication = await this.drafter.draft(event, options);
          const [published] = await this.writer.write([publication]);
          return { published: published as PublishedEvent };
        } catch (error) {
          return { error };
        }
      }),
    );
  }

  /**
   * Which of a tenant's endpoints (the newest 1,000) would get an event if it were published now, and
   * what stands in the way of the others. Nothing is stored.
   * @throws EventUnknownError, EventInvalidError, PayloadTooLargeError, TenantMissingError
   */
  async match(event: object, options: Pick<PublishOptions, 'tenantId'>): Promise<EndpointMatch[]> {
    const { tenantId, ...wanted } = await this.drafter.preview(event, options);
    const candidates = await this.endpoints.candidates(tenantId);
    return candidates.map((endpoint) => {
      const { pattern, obstacles } = judgeMatch(endpoint, wanted);
      const endpointId = encodeId('ep', endpoint.id);
      const matched = obstacles.length === 0;
      return { endpointId, endpointName: endpoint.name, matched, pattern, obstacles };
    });
  }

  private managerOr(manager: unknown): EntityManager | undefined {
    return (manager ?? this.ambient.manager()) as EntityManager | undefined;
  }
}
