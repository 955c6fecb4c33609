import {
  CLOCK,
  EgressGuard,
  WEBHOOKS_CONFIG,
  WebhookWorker,
  type WebhooksConfig,
} from '@hookline/webhooks';
import type { INestApplication } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { TestingClock } from '../clock/testing-clock';
import { DeliveryLedger } from '../database/delivery-ledger';
import { createTestDatabase } from '../database/test-database';
import { Cleanup } from './cleanup';
import { Environment } from './environment';
import { findRedirects } from './redirect';
import { identifyRequests } from './request-user';
import type { SharedSystem, TestingAppSettings } from './testing-app-settings';

/** An application under test, and everything that goes with it. */
export interface StartedApplication {
  nest: INestApplication;
  system: SharedSystem;
  tenantId: string;
  cleanup: Cleanup;
}

/** Where fake receivers listen. */
const LOOPBACK = '127.0.0.0/8';
/** Receivers of a test speak HTTP on any port, and no proxy leads to them. */
const TEST_EGRESS = { allowInsecure: true, ports: [], proxy: undefined };
const DEFAULT_TENANT = 'test';
/** The tenant of an application with `singleTenant: true`. */
const SINGLE_TENANT = 'default';

const environment = new Environment(process.env);
let lastStart: Promise<unknown> = Promise.resolve();

/** Starts an application. One after the other in a process: each reads the environment that is meant for it. */
export function startApplication(settings: TestingAppSettings): Promise<StartedApplication> {
  const starting = lastStart.then(() => startOrCleanUp(settings));
  lastStart = starting.catch(() => undefined);
  return starting;
}

async function startOrCleanUp(settings: TestingAppSettings): Promise<StartedApplication> {
  const cleanup = new Cleanup();
  try {
    const system = settings.system ?? (await createSystem(cleanup));
    cleanup.add(environment.change({ ...settings.env, DATABASE_URL: system.database.url }));
    const module = await compile(settings, system);
    // One close for both: the HTTP application, once there is one, closes the module.
    let closing: { close(): Promise<void> } = module;
    cleanup.add(() => closing.close());
    const tenantId = settings.tenantId ?? defaultTenant(module);
    const nest = createNest(module, settings, tenantId);
    closing = nest;
    for (const setUp of settings.setups) await setUp(nest);
    await nest.listen(0, '127.0.0.1');
    cleanup.add(follow(nest, system));
    return { nest, system, tenantId, cleanup };
  } catch (error) {
    // The reason of the failure is what the test has to show, not what followed from it.
    await cleanup.run().catch(() => undefined);
    throw error;
  }
}

async function createSystem(cleanup: Cleanup): Promise<SharedSystem> {
  const database = await createTestDatabase((name) => environment.original(name));
  cleanup.add(() => database.drop());
  return { database, clock: new TestingClock() };
}

async function compile(
  { module, overrides }: TestingAppSettings,
  { database, clock }: SharedSystem,
): Promise<TestingModule> {
  const builder = Test.createTestingModule({ imports: [module] })
    .overrideProvider(CLOCK)
    .useValue(clock)
    .overrideProvider(EgressGuard)
    .useFactory({
      inject: [WEBHOOKS_CONFIG],
      factory: ({ egress }: WebhooksConfig) =>
        new EgressGuard({ ...egress, ...TEST_EGRESS, allow: [...egress.allow, LOOPBACK] }),
    });
  for (const { imported, replacement } of await findRedirects(module, database)) {
    builder.overrideModule(imported as object as typeof replacement).useModule(replacement);
  }
  for (const override of overrides) override(builder);
  return builder.compile();
}

function createNest(
  module: TestingModule,
  { platform, application, user }: TestingAppSettings,
  tenantId: string,
): INestApplication {
  const nest = platform
    ? module.createNestApplication(platform(), application)
    : module.createNestApplication(application);
  if (user !== null) identifyRequests(nest, user ?? { id: 'test', tenantId });
  return nest;
}

function defaultTenant(module: TestingModule): string {
  const config = findConfig(module);
  return config.singleTenant ? SINGLE_TENANT : DEFAULT_TENANT;
}

function findConfig(module: TestingModule): WebhooksConfig {
  try {
    return module.get<WebhooksConfig>(WEBHOOKS_CONFIG, { strict: false });
  } catch (cause) {
    throw new Error(
      'WebhooksTestingApp: the module has no Hookline in it. Import WebhooksModule.forRoot(…) or ' +
        'WebhooksWorkerModule.forRoot(…) in it, or in a module that it imports.',
      { cause },
    );
  }
}

/** Lets the application live by the clock, until the answered function is called. */
function follow(nest: INestApplication, { database, clock }: SharedSystem): () => Promise<void> {
  const ledger = new DeliveryLedger(database.url);
  const worker = nest.get(WebhookWorker, { strict: false });
  const unfollow = clock.follow({
    liveDeliveries: () => ledger.live(),
    wake: () => worker.wake(),
  });
  return async () => {
    unfollow();
    await ledger.close();
  };
}
