import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import {
  ClsPluginTransactional,
  Propagation,
  Transactional,
  TransactionHost,
} from '@nestjs-cls/transactional';
import { type INestApplication, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { IsString, IsUUID } from 'class-validator';
import { ClsModule } from 'nestjs-cls';
import { randomUUID } from 'node:crypto';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createEmptyDatabase } from '../../testing/test-database';
import { TestReceiver } from '../../testing/test-receiver';
import { EmitsWebhook } from '../events/emits-webhook.decorator';
import { WebhookEventBus } from '../events/webhook-event-bus';
import { WebhookEvent } from '../events/webhook-event.decorator';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { WebhooksModule } from '../webhooks.module';

@WebhookEvent('project.created', { description: 'A project was created' })
class ProjectCreated {
  @IsUUID() id!: string;
  @IsString() name!: string;
}

@Entity('project')
class Project {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') tenantId!: string;
  @Column('text') passwordHash!: string;
}

@Injectable()
class ProjectsService {
  constructor(
    private readonly host: TransactionHost<TransactionalAdapterTypeOrm>,
    private readonly bus: WebhookEventBus,
  ) {}

  @Transactional()
  @EmitsWebhook(ProjectCreated)
  create(name: string): Promise<Project> {
    return this.save(name);
  }

  @Transactional()
  async createTwoAndFail(name: string): Promise<void> {
    await this.create(name);
    throw new Error('the second one is not possible');
  }

  @Transactional()
  async createWithNestedFailure(name: string): Promise<void> {
    await this.create(name);
    await this.createNestedAndFail(`${name}, nested`).catch(() => undefined);
  }

  @Transactional(Propagation.Nested)
  async createNestedAndFail(name: string): Promise<void> {
    await this.create(name);
    throw new Error('back to the savepoint');
  }

  @Transactional()
  async emitByBus(name: string): Promise<void> {
    const project = await this.save(name);
    const event = Object.assign(new ProjectCreated(), { id: project.id, name });
    await this.bus.emit(event, { tenantId: 'acme' });
  }

  private save(name: string): Promise<Project> {
    const project = { id: randomUUID(), name, tenantId: 'acme', passwordHash: 'planted' };
    return this.host.tx.getRepository(Project).save(project);
  }
}

describe('A domain service with @Transactional and @EmitsWebhook', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let receiver: TestReceiver;
  let app: INestApplication;
  let projects: ProjectsService;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    receiver = await new TestReceiver().start();
    @Module({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.url,
          autoLoadEntities: true,
          entities: [Project],
          synchronize: true,
          entityPrefix: 'host_',
        }),
        ClsModule.forRoot({
          plugins: [
            new ClsPluginTransactional({
              imports: [TypeOrmModule],
              adapter: new TransactionalAdapterTypeOrm({ dataSourceToken: getDataSourceToken() }),
            }),
          ],
        }),
        WebhooksModule.forRoot({
          events: [ProjectCreated],
          tenant: (request) => request.user.tenantId,
          egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
          publishing: { transactionGraceMs: 60_000 },
          // The hand-off goes on, even if the machine stands still for a while.
          dispatch: { ownerTimeoutMs: 60_000 },
        }),
      ],
      providers: [ProjectsService],
    })
    class AppModule {}
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = module.createNestApplication();
    await app.init();
    projects = app.get(ProjectsService);
    await app.get(WebhookRegistryService).create('acme', { name: 'test', url: receiver.url });
  });

  afterAll(async () => {
    await app.close();
    await receiver.stop();
    await database.drop();
  });

  const arrived = () =>
    receiver.requests.map(
      ({ body }) => (JSON.parse(body) as { data: Record<string, unknown> }).data,
    );

  it('sends what was committed, and only what the event declares', async () => {
    const project = await projects.create('first');
    await receiver.count(1);
    expect(arrived()).toEqual([{ id: project.id, name: 'first' }]);
    expect(receiver.requests[0]?.body).not.toContain('planted');
  });

  it('leaves and sends nothing after a rollback, of the whole or of a savepoint', async () => {
    await expect(projects.createTwoAndFail('rolled back')).rejects.toThrow('not possible');
    await projects.createWithNestedFailure('outer');
    await receiver.until(() => arrived().some(({ name }) => name === 'outer'));
    await projects.emitByBus('by the bus');
    await receiver.until(() => arrived().some(({ name }) => name === 'by the bus'));
    expect(arrived().map(({ name }) => name)).toEqual(['first', 'outer', 'by the bus']);
    const host = app.get(DataSource);
    const rows = await host.query<{ body: string }[]>('SELECT body FROM hookline.event');
    expect(rows).toHaveLength(3);
    const stored = await host.getRepository(Project).find();
    expect(stored.map(({ name }) => name).sort()).toEqual(['by the bus', 'first', 'outer']);
  });

  it('keeps our tables out of reach of the host’s synchronize and prefix', async () => {
    const rows = await app.get(DataSource).query<{ schema: string; name: string }[]>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
         WHERE table_name LIKE '%delivery%' OR table_name LIKE 'host_%' ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { schema: 'hookline', name: 'delivery' },
      { schema: 'public', name: 'host_project' },
    ]);
  });
});
