import { encodeId } from '../../common/ids';
import type { Clock } from '../../clock/clock';
import { PipelineCounts } from '../../common/pipeline-counts';
import { SystemClock } from '../../clock/system-clock';
import { EgressGuard } from '../../egress/egress-guard';
import { WebhookDeliveriesService } from '../../monitoring/webhook-deliveries.service';
import { resolveConfig } from '../../resolve-config';
import type { DeliveryEntity } from '../../storage/entities';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import type { WebhooksOptions } from '../../webhooks.options';
import { DeclaredEndpoints } from '../declared-endpoints';
import { EndpointCache } from '../endpoint-cache';
import { EndpointReader } from '../endpoint-reader';
import { EndpointStore } from '../endpoint-store';
import { KeyRing } from '../key-ring';
import type { TestSender } from '../test-sender';
import { WebhookRegistryService } from '../webhook-registry.service';
import { insertDelivery } from './rows';

/** A test sender that answers at once and keeps what it was asked. */
class RecordingTestSender implements TestSender {
  readonly asked: { endpointId: string; tenantId: string }[] = [];

  sendTest(endpointId: string, tenantId: string) {
    this.asked.push({ endpointId, tenantId });
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
  readonly guard = new EgressGuard({ allow: ['127.0.0.0/8'] });
  readonly counts = new PipelineCounts([]);
  readonly keyRing: KeyRing;
  readonly cache: EndpointCache;
  readonly store: EndpointStore;
  readonly declared: DeclaredEndpoints;
  readonly registry: WebhookRegistryService;
  readonly deliveries: WebhookDeliveriesService;

  constructor(
    readonly db: Pick<TestDatabase, 'database' | 'dataSource'>,
    { options = {}, clock = new SystemClock() }: HarnessOptions = {},
  ) {
    const config = resolveConfig({ singleTenant: true, ...options }, { http: true, env: {} });
    this.keyRing = new KeyRing(config.encryptionKeys);
    this.cache = new EndpointCache(db.database, config, clock, this.keyRing, this.counts);
    this.store = new EndpointStore(db.dataSource, clock, this.keyRing, this.cache, this.counts);
    const reader = new EndpointReader(db.dataSource, config, clock);
    this.declared = new DeclaredEndpoints(config, this.store, this.guard);
    this.registry = new WebhookRegistryService(
      this.store,
      reader,
      this.cache,
      this.guard,
      this.testSender,
    );
    this.deliveries = new WebhookDeliveriesService(db.dataSource, reader);
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
