import type { CreatedEndpoint, ProblemDetails } from '@hookline/contracts';
import {
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  Module,
  type Type,
  UnauthorizedException,
} from '@nestjs/common';
import {
  type AbstractHttpAdapter,
  APP_FILTER,
  APP_GUARD,
  DiscoveryModule,
  RouterModule,
} from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import request, { type Response } from 'supertest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { ACCESS_PROVIDERS } from '../../access/access.providers';
import { CLOCK } from '../../clock/clock';
import { SystemClock } from '../../clock/system-clock';
import { encodeId } from '../../common/ids';
import { PipelineCounts } from '../../common/pipeline-counts';
import { AmbientTransaction } from '../../events/ambient-transaction';
import { EventCatalog } from '../../events/event-catalog';
import { NoticeListeners } from '../../events/notice-listeners';
import { WebhookEvent } from '../../events/webhook-event.decorator';
import { DELIVERY_WAKER } from '../../monitoring/delivery-waker';
import { MONITORING_PROVIDERS } from '../../monitoring/monitoring.providers';
import { HAND_OFF, type HandOff } from '../../publishing/hand-off';
import { PUBLISHING_PROVIDERS } from '../../publishing/publishing.providers';
import { REGISTRY_PROVIDERS } from '../../registry/registry.providers';
import { RETENTION_PROVIDERS } from '../../retention/retention.providers';
import { SENDING_PROVIDERS } from '../../sending/sending.providers';
import { TEST_SENDER } from '../../registry/test-sender';
import { REPLAY_PROVIDERS } from '../../replay/replay.providers';
import { WebhookRegistryService } from '../../registry/webhook-registry.service';
import { resolveConfig } from '../../resolve-config';
import { DATABASE, HOOKLINE_DATA_SOURCE } from '../../storage/database';
import { WEBHOOKS_CONFIG } from '../../webhooks.config';
import type { TenantRequest, WebhooksOptions } from '../../webhooks.options';
import { HTTP_CONTROLLERS, ROOT_CONTROLLERS } from '../http.controllers';
import { ProblemFilter } from '../problem.filter';

/** What every spec of this room runs on. */
export const ADAPTERS: [string, () => AbstractHttpAdapter][] = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
];

@WebhookEvent('project.created', { description: 'A project was created' })
class ProjectCreated {}

/** What is published stays due in Postgres. */
const IDLE_HAND_OFF: HandOff = {
  reserve: () => null,
  release: () => undefined,
  takeOwned: () => undefined,
  holdOf: () => null,
  wakeLanes: () => undefined,
  wake: () => undefined,
};

/** Stands for the application's authentication: `Bearer <tenant>`. */
class BearerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const signed = context.switchToHttp().getRequest<TenantRequest>();
    const token = String(signed.headers['authorization'] ?? '').slice('Bearer '.length);
    if (token === 'forged') throw new UnauthorizedException();
    if (token !== '') Object.assign(signed, { user: { tenantId: token } });
    return true;
  }
}

/** The controllers over a real database, on one of the adapters. */
export class HttpHarness {
  private constructor(
    readonly db: TestDatabase,
    readonly app: INestApplication,
  ) {}

  /** With the filter for all errors, and tenants from the token. */
  static async start(
    adapter: AbstractHttpAdapter,
    more: WebhooksOptions = {},
  ): Promise<HttpHarness> {
    const db = await createTestDatabase();
    const options: WebhooksOptions = {
      tenant: (signed) => signed.user['tenantId'],
      events: [ProjectCreated],
      ...more,
    };
    return new HttpHarness(db, await startApp(adapter, moduleOf(db, options, true)));
  }

  /** Another application on the same database, with neither filter nor tenants. */
  async startPlain(adapter: AbstractHttpAdapter): Promise<INestApplication> {
    return startApp(adapter, moduleOf(this.db, { singleTenant: true }, false));
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.db.drop();
  }

  anonymous() {
    return request(this.app.getHttpServer() as Server);
  }

  send(method: 'get' | 'post' | 'patch' | 'put' | 'delete', path: string, tenant = 'acme') {
    return this.anonymous()[method](path).set('authorization', `Bearer ${tenant}`);
  }

  get(path: string, tenant = 'acme') {
    return this.send('get', path, tenant);
  }

  post(body: string | object, tenant = 'acme') {
    return this.send('post', '/webhooks', tenant)
      .set('content-type', 'application/json')
      .send(body);
  }

  async create(more: object = {}, tenant = 'acme'): Promise<CreatedEndpoint> {
    const body = { name: 'mine', url: 'https://example.com/hook', ...more };
    return (await this.post(body, tenant).expect(201)).body as CreatedEndpoint;
  }
}

/** Expects problem details with this status and code. */
export function expectProblem(response: Response, status: number, code: string): ProblemDetails {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = response.body as ProblemDetails;
  expect(problem).toMatchObject({ type: 'about:blank', status, code });
  expect(response.status).toBe(status);
  expect(problem.title.length).toBeGreaterThan(0);
  expect(problem.detail.length).toBeGreaterThan(0);
  return problem;
}

async function startApp(adapter: AbstractHttpAdapter, module: Type): Promise<INestApplication> {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  const app = testing.createNestApplication(adapter, { logger: false });
  await app.init();
  if (adapter.getType() === 'fastify') await adapter.getInstance<FastifyInstance>().ready();
  return app;
}

function moduleOf(db: TestDatabase, options: WebhooksOptions, globalFilter: boolean): Type {
  const testSender = {
    sendTest: (endpointId: string) =>
      Promise.resolve({ deliveryId: encodeId('dlv', endpointId), delivered: true, attempt: null }),
  };

  @Module({
    imports: [DiscoveryModule],
    providers: [
      { provide: WEBHOOKS_CONFIG, useValue: resolveConfig(options, { http: true, env: {} }) },
      { provide: CLOCK, useClass: SystemClock },
      { provide: DATABASE, useValue: db.database },
      { provide: HOOKLINE_DATA_SOURCE, useValue: db.dataSource },
      { provide: DELIVERY_WAKER, useValue: { wake: () => undefined } },
      { provide: APP_GUARD, useClass: BearerGuard },
      ...(globalFilter ? [{ provide: APP_FILTER, useClass: ProblemFilter }] : []),
      EventCatalog,
      NoticeListeners,
      ...SENDING_PROVIDERS,
      { provide: PipelineCounts, useValue: new PipelineCounts([]) },
      ...REGISTRY_PROVIDERS,
      ...ACCESS_PROVIDERS,
      ...MONITORING_PROVIDERS,
      ...REPLAY_PROVIDERS,
      ...RETENTION_PROVIDERS,
      AmbientTransaction,
      { provide: HAND_OFF, useValue: IDLE_HAND_OFF },
      ...PUBLISHING_PROVIDERS,
      // Nobody delivers here.
      { provide: TEST_SENDER, useValue: testSender },
    ],
    exports: [WebhookRegistryService],
    controllers: HTTP_CONTROLLERS,
  })
  class SpecModule {}

  @Module({
    imports: [SpecModule, RouterModule.register([{ path: 'webhooks', module: SpecModule }])],
    controllers: ROOT_CONTROLLERS,
  })
  class SpecRootModule {}
  return SpecRootModule;
}
