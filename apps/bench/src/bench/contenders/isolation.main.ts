import 'reflect-metadata';
import {
  HooklineError,
  WebhookEvent,
  WebhookPublisher,
  WebhookRegistryService,
  WebhooksModule,
} from '@hookline/webhooks';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt, IsString } from 'class-validator';
import { now } from '../process/clock';
import { serve } from '../process/serve';
import { drive } from './drive';
import type { Disturbed, IsolationApi, IsolationSettings } from './isolation-api';
import { benchData } from './payload';
import { Window } from './window';

/** Endpoints that are created at the same time: more would only wait for a connection. */
const CREATED_TOGETHER = 4;
const BYTES = 1_024;

@WebhookEvent('bench.happened', { description: 'Something was measured' })
class BenchHappened {
  @IsInt() n!: number;
  @IsString() filling!: string;
}

class BenchModule {}

let app: INestApplicationContext | undefined;

function running(): INestApplicationContext {
  if (app === undefined) throw new Error('Not started.');
  return app;
}

async function start({ databaseUrl, worker }: IsolationSettings): Promise<void> {
  const webhooks = WebhooksModule.forRoot({
    events: [BenchHappened],
    maxEndpointsPerTenant: 1_000,
    worker,
    database: { url: databaseUrl },
    egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    retention: { scheduled: false },
    // Thousands of refused attempts are what is measured; nobody reads of each.
    logging: { attempts: 'none' },
    http: false,
  });
  app = await NestFactory.createApplicationContext(
    { module: BenchModule, imports: [webhooks] },
    { logger: ['error'], abortOnError: false },
  );
}

const settle: IsolationApi['settle'] = async ({ tenantId, urls, timeoutMs }) => {
  const registry = running().get(WebhookRegistryService);
  const left = urls.map((url, number) => ({ url, name: `${tenantId} ${number}` }));
  const creator = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      await registry.create(tenantId, { ...next, timeoutMs });
    }
  };
  await Promise.all(Array.from({ length: CREATED_TOGETHER }, creator));
};

function event(number: number): BenchHappened {
  return Object.assign(new BenchHappened(), benchData(number, BYTES));
}

const run: IsolationApi['run'] = ({ tenants, ...load }) => {
  const publisher = running().get(WebhookPublisher);
  return drive({
    load,
    window: new Window(load.window),
    fanOut: 1,
    publish: (number) =>
      publisher.publish(event(number), { tenantId: `tenant-${number % tenants}` }),
  });
};

const disturb: IsolationApi['disturb'] = async ({ tenantId, eventsPerSecond, durationMs }) => {
  const publisher = running().get(WebhookPublisher);
  const done: Disturbed = { stored: 0, refused: 0 };
  const endsAt = now() + durationMs;
  const publish = async (number: number): Promise<void> => {
    try {
      await publisher.publish(event(number), { tenantId });
      if (now() < endsAt) done.stored += 1;
    } catch (error) {
      const overloaded =
        error instanceof HooklineError && error.code === 'HOOKLINE_PUBLISH_OVERLOADED';
      if (!overloaded) throw error;
      done.refused += 1;
    }
  };
  const load = {
    durationMs,
    ratePerSecond: eventsPerSecond,
    maxEvents: Number.MAX_SAFE_INTEGER,
    publishers: 1,
    window: Number.MAX_SAFE_INTEGER,
    payloadBytes: BYTES,
  };
  await drive({ load, window: new Window(load.window), fanOut: 1, publish });
  return done;
};

const api: IsolationApi = { start, settle, run, disturb };

serve(api, () => app?.close());
