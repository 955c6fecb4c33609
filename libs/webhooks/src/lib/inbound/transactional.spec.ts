import { ClsPluginTransactional, Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Controller, Injectable, Module, Post, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { IsString } from 'class-validator';
import { ClsModule } from 'nestjs-cls';
import { DataSource } from 'typeorm';
import { createEmptyDatabase } from '../../testing/test-database';
import { EmitsWebhook } from '../events/emits-webhook.decorator';
import { WebhookEvent } from '../events/webhook-event.decorator';
import { WebhooksModule } from '../webhooks.module';
import { Inbound, InboundWebhook } from './inbound-webhook.decorator';
import type { ReceivedMessage } from './inbound-metadata';
import { SENDERS, type Sender } from './testing/senders';

@WebhookEvent('user.created')
class UserCreated {
  @IsString() id!: string;
}

@Injectable()
class UsersService {
  constructor(private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}

  @Transactional()
  @EmitsWebhook(UserCreated)
  async create(id: string): Promise<{ id: string; tenantId: string }> {
    await this.host.tx.query('INSERT INTO person (id) VALUES ($1)', [id]);
    return { id, tenantId: 'default' };
  }
}

@Controller()
class ClerkController {
  constructor(
    private readonly users: UsersService,
    private readonly host: TransactionHost<TransactionalAdapterTypeOrm>,
  ) {}

  @Post('clerk')
  @InboundWebhook('clerk')
  async handle(@Inbound() { id, type, manager }: ReceivedMessage): Promise<void> {
    expect(this.host.isTransactionActive()).toBe(true);
    expect(this.host.tx).toBe(manager);
    await this.users.create(id);
    if (type === 'fails') throw new Error('after the user was created');
  }
}

describe('@InboundWebhook where @Transactional() is set up', () => {
  const sender = SENDERS.find(({ type }) => type === 'clerk') as Sender;
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let app: INestApplication;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    @Module({
      imports: [
        TypeOrmModule.forRoot({ type: 'postgres', url: database.url }),
        ClsModule.forRoot({
          plugins: [
            new ClsPluginTransactional({
              imports: [TypeOrmModule],
              adapter: new TransactionalAdapterTypeOrm({ dataSourceToken: getDataSourceToken() }),
            }),
          ],
        }),
        WebhooksModule.forRoot({
          singleTenant: true,
          worker: false,
          events: [UserCreated],
          inbound: { sources: { clerk: { type: 'clerk', secret: sender.secret } } },
        }),
      ],
      providers: [UsersService],
      controllers: [ClerkController],
    })
    class HostModule {}
    app = await NestFactory.create(HostModule, { rawBody: true, logger: false });
    await app.get(DataSource).query('CREATE TABLE person (id text PRIMARY KEY)');
    await app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const post = async (id: string, type: string): Promise<number> => {
    const { headers, body } = await sender.send(id, { type });
    const response = await fetch(`${await app.getUrl()}/clerk`.replace('[::1]', '127.0.0.1'), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    return response.status;
  };
  const counts = async (): Promise<Record<string, string>> => {
    const [found] = await app.get(DataSource).query<Record<string, string>[]>(`SELECT
      (SELECT count(*) FROM person) AS people, (SELECT count(*) FROM hookline.event) AS events,
      (SELECT count(*) FROM hookline.inbound_message) AS marks`);
    return found ?? {};
  };

  it('is in the same transaction as the services that the handler calls', async () => {
    expect(await post('user_1', 'user.created')).toBe(200);
    expect(await counts()).toEqual({ people: '1', events: '1', marks: '1' });
    expect(await post('user_1', 'user.created')).toBe(200);
    expect(await counts()).toEqual({ people: '1', events: '1', marks: '1' });
  });

  it('SEC-I07 rolls back what they did when the handler throws', async () => {
    expect(await post('user_2', 'fails')).toBe(500);
    expect(await counts()).toEqual({ people: '1', events: '1', marks: '1' });
  });
});
