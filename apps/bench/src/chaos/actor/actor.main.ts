import 'reflect-metadata';
import {
  WebhookPublisher,
  WebhookRegistryService,
  WebhooksHealth,
  WebhooksModule,
  WebhooksWorkerModule,
} from '@hookline/webhooks';
import { getQueueToken } from '@nestjs/bullmq';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { Client, type ClientConfig } from 'pg';
import { DataSource } from 'typeorm';
import { type ActorOptions, type ActorOrder, type ChildReport, type Question } from '../protocol';
import { webhooksOptions } from './actor-options';
import { Points } from './points';
import { Publishing } from './publishing';
import { shiftClock } from './shifted-clock';
import { PostgresWatch } from './watch-postgres';
import { watchRequests } from './watch-requests';

/** A process of the library: a publisher, a worker or a host that does both. Does what its parent asks. */
const options = JSON.parse(process.env['CHAOS_ACTOR'] ?? '{}') as ActorOptions;
/** The library's queue of wake-up jobs. */
const QUEUE = 'hookline-chunks';

const tell = (report: ChildReport): void => void process.send?.(report);

@Module({
  imports: [
    options.role === 'worker'
      ? WebhooksWorkerModule.forRoot(webhooksOptions(options))
      : WebhooksModule.forRoot({
          ...webhooksOptions(options),
          worker: options.role === 'host',
          singleTenant: true,
          http: false,
        }),
  ],
})
class ActorModule {}

/** A connection may be lost in the moment in which TypeORM takes it from its pool, and does not listen yet. */
class DomainClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** The host's own connections, apart from the library's. */
function domainDatabase(): DataSource {
  const extra = { Client: DomainClient };
  return new DataSource({ type: 'postgres', url: options.databaseUrl, poolSize: 10, extra });
}

/** A wake-up job that is in the queue is the last that a publisher does for an event. */
function watchQueue(app: INestApplicationContext, points: Points): void {
  const queue = app.get<Queue>(getQueueToken(QUEUE), { strict: false });
  const addBulk = queue.addBulk.bind(queue);
  queue.addBulk = async (jobs) => {
    const added = await addBulk(jobs);
    points.reached('queued');
    return added;
  };
}

async function prepare(
  app: INestApplicationContext,
  dataSource: DataSource,
  order: Extract<ActorOrder, { type: 'prepare' }>,
): Promise<void> {
  await dataSource.query(
    'CREATE TABLE IF NOT EXISTS chaos_order (number bigint PRIMARY KEY, round text NOT NULL, kind text NOT NULL)',
  );
  for (const endpoint of order.endpoints) {
    await app.get(WebhookRegistryService).create(order.round, endpoint);
  }
}

async function main(): Promise<void> {
  if (options.clockShiftMs !== 0) shiftClock(options.clockShiftMs);
  const points = new Points();
  new PostgresWatch(points, (until) => tell({ type: 'life-lost', until })).install();
  watchRequests(options.label, points);
  const app = await NestFactory.createApplicationContext(ActorModule, {
    logger: process.env['CHAOS_VERBOSE'] === '1' ? ['error', 'warn', 'log'] : false,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  watchQueue(app, points);
  const dataSource = domainDatabase();
  if (options.role !== 'worker') await dataSource.initialize();
  const publishing = new Publishing(dataSource, app.get(WebhookPublisher), options.firstNumber);

  const carryOut = async (order: ActorOrder): Promise<unknown> => {
    switch (order.type) {
      case 'prepare':
        return prepare(app, dataSource, order);
      case 'publish':
        return publishing.start(order.round, options.eventsPerSecond);
      case 'pause':
        return publishing.pause();
      case 'kill-at':
        return points.killAt(order.point, order.pass);
      case 'cut-at':
        return points.cutAt(order.point);
      case 'shift-clock':
        return shiftClock(order.ms);
      case 'health':
        return (await app.get(WebhooksHealth).check()).status;
      case 'ping':
        return;
    }
  };
  process.on('message', (message) => {
    const { id, order } = message as Question<ActorOrder>;
    carryOut(order).then(
      (value) => tell({ type: 'answer', id, value }),
      (error: Error) => tell({ type: 'answer', id, error: error.message }),
    );
  });
  tell({ type: 'ready' });
}

// The run has ended, in whatever way.
process.once('disconnect', () => process.exit(0));
main().catch((error: Error) => {
  process.stderr.write(`${options.label}: ${error.message}\n`);
  process.exit(1);
});
