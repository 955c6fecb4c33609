import { type INestApplication } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Server } from 'node:http';
import { WebhookPublisher } from '../lib/publishing/webhook-publisher';
import { WebhookRegistryService } from '../lib/registry/webhook-registry.service';
import type { EndpointInput } from '../lib/registry/endpoint-input';
import { WebhooksModule } from '../lib/webhooks.module';
import type { WebhooksExtras, WebhooksOptions } from '../lib/webhooks.options';
import { createTestDatabase, type TestDatabase } from './test-database';
import { TestReceiver } from './test-receiver';

export const TENANT = 'tenant';

/** The whole path on a database of its own, with a real receiver. */
export interface Pipeline {
  database: TestDatabase;
  receiver: TestReceiver;
  module: TestingModule;
  app: INestApplication<Server>;
  publisher: WebhookPublisher;
  registry: WebhookRegistryService;
  /** Options that reach the same database and receiver, for further processes. */
  options: WebhooksOptions;
  /** Creates an endpoint at the receiver; answers its public id. */
  endpoint(input?: Partial<EndpointInput>): Promise<string>;
  /** Rows of a query on the database. */
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Starts another application on the same database; it is closed with the pipeline. */
  another(options: WebhooksOptions): Promise<INestApplication>;
  close(): Promise<void>;
}

/**
 * Starts a pipeline; events need no class, loopback is allowed, and HTTP is served only when asked for.
 * @param serverUrl of another server than that of the test run
 */
export async function startPipeline(
  overrides: WebhooksOptions & Pick<WebhooksExtras, 'http'> = {},
  serverUrl?: string,
): Promise<Pipeline> {
  const database = await createTestDatabase(4, serverUrl);
  const receiver = await new TestReceiver().start();
  const { http = false, ...rest } = overrides;
  const options: WebhooksOptions = {
    database: { url: database.url },
    strictEvents: false,
    maxEndpointsPerTenant: 100_000,
    egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    ...rest,
    // While a clock stands, what a worker leaves because it was silent for a while never falls due.
    ...(rest.clock && { dispatch: { ownerTimeoutMs: 60_000, ...rest.dispatch } }),
  };
  const apps: INestApplication[] = [];
  const start = async (
    given: WebhooksOptions & Pick<WebhooksExtras, 'http'>,
  ): Promise<{ module: TestingModule; app: INestApplication<Server> }> => {
    const imports = [WebhooksModule.forRoot({ http: false, ...given })];
    const module = await Test.createTestingModule({ imports }).compile();
    const app = module.createNestApplication<INestApplication<Server>>({ logger: false });
    await app.init();
    apps.unshift(app);
    return { module, app };
  };
  const { module, app } = await start({ ...options, http });
  const registry = module.get(WebhookRegistryService);
  return {
    database,
    receiver,
    module,
    app,
    registry,
    options,
    publisher: module.get(WebhookPublisher),
    endpoint: async (input = {}) => {
      const { endpoint } = await registry.create(TENANT, {
        name: 'test',
        url: receiver.url,
        ...input,
      });
      return endpoint.id;
    },
    rows: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await database.database.pool.query<Row>(sql, values)).rows,
    another: async (given) => (await start({ ...options, ...given })).app,
    close: async () => {
      for (const app of apps) await app.close();
      await receiver.stop();
      await database.drop();
    },
  };
}
