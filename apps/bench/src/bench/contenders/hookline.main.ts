import 'reflect-metadata';
import {
  WebhookEvent,
  WebhookPublisher,
  WebhookRegistryService,
  WebhooksModule,
  WebhooksWorkerModule,
  type WebhooksOptions,
} from '@hookline/webhooks';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt, IsString } from 'class-validator';
import { serve } from '../process/serve';
import type { Load, PipelineApi, PipelineSettings } from './contender-api';
import { drive } from './drive';
import { benchData } from './payload';
import { retryComputationsPerSecond } from './retry-computations';
import { Window } from './window';

/** Endpoints that are created at the same time: more would only wait for a connection. */
const CREATED_TOGETHER = 4;

@WebhookEvent('bench.happened', { description: 'Something was measured' })
class BenchHappened {
  @IsInt() n!: number;
  @IsString() filling!: string;
}

class BenchModule {}

let app: INestApplicationContext | undefined;
let settings: PipelineSettings | undefined;
let window = new Window(Infinity);

function optionsFor({ databaseUrl, redisUrl, transport, role }: PipelineSettings): WebhooksOptions {
  return {
    events: [BenchHappened],
    maxEndpointsPerTenant: 100_000,
    worker: role !== 'publisher',
    database: { url: databaseUrl },
    egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    delivery: { transport },
    // It would remove the old deliveries that are measured beside.
    retention: { scheduled: false },
    ...(redisUrl === null ? {} : { queue: { redisUrl } }),
  };
}

/** Of this run alone: a database that is kept has the endpoints of earlier runs, whose receivers are gone. */
const runId = Date.now().toString(36);
const tenantOf = (number: number): string => `tenant-${runId}-${number}`;

async function createEndpoints(
  context: INestApplicationContext,
  { tenants, endpointsPerTenant, receiverUrl }: PipelineSettings,
): Promise<void> {
  const registry = context.get(WebhookRegistryService);
  let next = 0;
  const creator = async (): Promise<void> => {
    while (next < tenants * endpointsPerTenant) {
      const number = next;
      next += 1;
      await registry.create(tenantOf(number % tenants), {
        name: `endpoint ${number}`,
        url: `${receiverUrl}/hook/${number}`,
      });
    }
  };
  await Promise.all(Array.from({ length: CREATED_TOGETHER }, creator));
}

async function start(given: PipelineSettings): Promise<void> {
  settings = given;
  const options = { ...optionsFor(given), http: false } as const;
  const webhooks =
    given.role === 'worker'
      ? WebhooksWorkerModule.forRoot(options)
      : WebhooksModule.forRoot(options);
  app = await NestFactory.createApplicationContext(
    { module: BenchModule, imports: [webhooks] },
    { logger: ['error', 'warn'], abortOnError: false },
  );
  if (given.role !== 'worker') await createEndpoints(app, given);
}

function run(load: Load): ReturnType<PipelineApi['run']> {
  if (app === undefined || settings === undefined) throw new Error('Not started.');
  const publisher = app.get(WebhookPublisher);
  const { tenants, endpointsPerTenant } = settings;
  window = new Window(load.window);
  return drive({
    load,
    window,
    fanOut: endpointsPerTenant,
    publish: (number) => {
      const event = Object.assign(new BenchHappened(), benchData(number, load.payloadBytes));
      return publisher.publish(event, { tenantId: tenantOf(number % tenants) });
    },
  });
}

const api: PipelineApi = {
  start,
  run,
  received: (total) => window.arrived(total),
  // What is recorded stands in Postgres, where the benchmark looks itself.
  finished: () => 0,
  retryComputations: retryComputationsPerSecond,
};

serve(api, () => app?.close());
