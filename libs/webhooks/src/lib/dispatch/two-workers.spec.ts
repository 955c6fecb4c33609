import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { ChildProcess } from 'node:child_process';
import { eventually } from '../../testing/eventually';
import { describeQueues } from '../../testing/redis';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { TestReceiver } from '../../testing/test-receiver';
import { startWorkerProcess, stopWorkerProcess } from '../../testing/worker-process';
import { WebhookPublisher } from '../publishing/webhook-publisher';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { WebhooksModule } from '../webhooks.module';
import type { WebhooksOptions } from '../webhooks.options';

const ENDPOINTS = 10;
const EVENTS = 1_000;
const DELIVERIES = ENDPOINTS * EVENTS;

describeQueues('Two worker processes', (queue) => {
  let database: TestDatabase;
  let receiver: TestReceiver;
  let publisher: INestApplicationContext;
  let workers: ChildProcess[];
  let options: WebhooksOptions;

  beforeEach(async () => {
    database = await createTestDatabase();
    receiver = await new TestReceiver().start();
    options = {
      database: { url: database.url },
      queue,
      strictEvents: false,
      egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
      // Nothing falls due for the sweeper: whatever arrives came through the queue.
      publishing: { transactionGraceMs: 60_000 },
      // Both live on, even if the machine stands still for a while: nothing is taken over.
      dispatch: { ownerTimeoutMs: 60_000 },
    };
    const module = WebhooksModule.forRoot({ ...options, worker: false, http: false });
    publisher = await Test.createTestingModule({ imports: [module] }).compile();
    await publisher.init();
    workers = await Promise.all([startWorkerProcess(options), startWorkerProcess(options)]);
  });

  afterEach(async () => {
    await Promise.all(workers.map((worker) => stopWorkerProcess(worker, 'SIGTERM')));
    await publisher.close();
    await receiver.stop();
    await database.drop();
  });

  it(`deliver ${DELIVERIES} deliveries, none of them twice`, async () => {
    const registry = publisher.get(WebhookRegistryService);
    for (let index = 0; index < ENDPOINTS; index += 1) {
      await registry.create('tenant', {
        name: `endpoint ${index}`,
        url: `${receiver.url}/${index}`,
      });
    }
    const webhooks = publisher.get(WebhookPublisher);
    const events = Array.from({ length: EVENTS }, (_, number) =>
      webhooks.publish({ type: 'number.counted', data: { number } }, { tenantId: 'tenant' }),
    );
    await Promise.all(events);
    await receiver.count(DELIVERIES);
    const counts = await eventually(async () => {
      const { rows } = await database.database.pool.query<{
        status: string;
        deliveries: number;
        owners: number;
      }>(
        `SELECT status, count(*)::int AS deliveries, count(owner)::int AS owners FROM hookline.delivery GROUP BY status`,
      );
      return rows.length === 1 && rows[0]?.status === 'delivered' && rows;
    }, 100_000);
    expect(counts).toEqual([{ status: 'delivered', deliveries: DELIVERIES, owners: 0 }]);
    const ids = receiver.requests.map(({ headers }) => headers['x-webhook-delivery']);
    expect(new Set(ids).size).toBe(DELIVERIES);
    expect(ids).toHaveLength(DELIVERIES);
  }, 120_000);
});
