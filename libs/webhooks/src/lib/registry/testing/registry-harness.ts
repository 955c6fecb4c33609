import { encodeId } from '../../common/ids';
import type { Clock } from '../../clock/clock';
import { PipelineCounts } from '../../common/pipeline-counts';
import { SystemClock } from '../../clock/system-clock';
import { EgressGuard } from '../../egress/egress-guard';
import { DeliveryChanges } from '../../monitoring/delivery-changes';
import { DeliveryFinder } from '../../monitoring/delivery-finder';
import { WebhookDeadLettersService } from '../../monitoring/webhook-dead-letters.service';
import { WebhookDeliveriesService } from '../../monitoring/webhook-deliveries.service';
import { resolveConfig } from '../../resolve-config';
import type { DeliveryEntity } from '../../storage/entities';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import type { WebhooksOptions } from '../../webhooks.options';
import { DeclaredEndpoints } from '../declared-endpoints';
import { EndpointAdmission } from '../endpoint-admission';
import { ChangeEffects } from '../change-effects';
import { EndpointCache } from '../endpoint-cache';
import type { Notice } from '../notices';
import { EndpointReader } from '../endpoint-reader';
import { EndpointStore } from '../endpoint-store';
import { KeyRing } from '../key-ring';
import type { TestSender } from '../test-sender';
import { WebhookRegistryService } from '../webhook-registry.service';
import { insertDelivery } from './rows';

/** A test sender that answers at once and keeps what it was asked. */
class RecordingTestSender implements TestSender {
  readonly asked: { endpointId: string; tenantId: string; type: string }[] = [];

  sendTest(endpointId: string, tenantId: string, type: string) {
    this.asked.push({ endpointId, tenantId, type });
    const deliveryId = encodeId('dlv', endpointId);
    return Promise.resolve({ deliveryId, delivered: true, attempt: null });
  }
}

/** What differs from the defaults. */
export interface HarnessOptions {
  options?: WebhooksOptions;
  clock?: Clock;
}

/** The registry of one process, over a real database. */
export class RegistryHarness {
  readonly testSender = new RecordingTestSender();
  readonly guard = new EgressGuard({ allow: ['127.0.0.0/8'], allowInsecure: true });
  readonly counts = new PipelineCounts([]);
  readonly keyRing: KeyRing;
  readonly cache: EndpointCache;
  readonly store: EndpointStore;
  readonly declared: DeclaredEndpoints;
  readonly registry: WebhookRegistryService;
  readonly deliveries: WebhookDeliveriesService;
  readonly deadLetters: WebhookDeadLettersService;
  /** What was to be told. */
  readonly notices: Notice[] = [];
  /** Deliveries (stored uuids) that were handed off. */
  readonly woken: string[] = [];

  constructor(
    readonly db: Pick<TestDatabase, 'database' | 'dataSource'>,
    { options = {}, clock = new SystemClock() }: HarnessOptions = {},
  ) {
    const config = resolveConfig({ singleTenant: true, ...options }, { http: true, env: {} });
    this.keyRing = new KeyRing(config.encryptionKeys);
    const write = (_: unknown, notices: readonly Notice[]): Promise<void> => {
      this.notices.push(...notices);
      return Promise.resolve();
    };
    const effects = new ChangeEffects(this.counts, { write, tell: () => undefined });
    this.cache = new EndpointCache(db.database, config, clock, this.keyRing, effects);
    this.store = new EndpointStore(db.dataSource, config, clock, this.keyRing, this.cache);
    const reader = new EndpointReader(db.dataSource, config, clock);
    this.declared = new DeclaredEndpoints(config, this.store, this.guard);
    this.registry = new WebhookRegistryService(
      this.store,
      reader,
      this.cache,
      new EndpointAdmission(config, this.guard),
      this.testSender,
    );
    const finder = new DeliveryFinder(db.dataSource, clock);
    const waker = { wake: (ids: string[]): void => void this.woken.push(...ids) };
    const changes = new DeliveryChanges(db.dataSource, clock, waker);
    this.deliveries = new WebhookDeliveriesService(db.dataSource, reader, finder, changes);
    this.deadLetters = new WebhookDeadLettersService(finder, changes);
  }

  /** Ids (stored uuids) of the endpoints that an event would go to. */
  async matched(tenantId: string, eventType: string): Promise<string[]> {
    return (await this.cache.match(tenantId, eventType)).map(({ id }) => id);
  }

  /** A stored delivery, live and due, with what differs from that. */
  delivery(row: Partial<DeliveryEntity>): Promise<DeliveryEntity> {
    return insertDelivery(this.db.dataSource, row);
  }
}

export { createTestDatabase, type TestDatabase };
