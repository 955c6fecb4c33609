import { Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, EntityManager } from 'typeorm';
import { createEmptyDatabase } from '../../testing/test-database';
import { WebhooksModule } from '../webhooks.module';
import { Inbound, InboundWebhook } from './inbound-webhook.decorator';
import type { ReceivedMessage } from './inbound-metadata';
import { STRIPE as sender } from './testing/inbound-app';

describe('@InboundWebhook at start-up', () => {
  it('SEC-I05 refuses a method whose source is not among the options', async () => {
    const database = await createEmptyDatabase();
    @Controller()
    class LostController {
      @Post('lost')
      @InboundWebhook('nobody')
      lost(): void {
        throw new Error('nothing gets here');
      }
    }
    @Module({
      imports: [WebhooksModule.forRoot({ database: { url: database.url }, singleTenant: true })],
      controllers: [LostController],
    })
    class LostModule {}
    const starting = NestFactory.create(LostModule, { logger: false, abortOnError: false }).then(
      (app) => app.init(),
    );
    await expect(starting).rejects.toThrow("@InboundWebhook('nobody') on LostController.lost");
    await database.drop();
  });
});

describe('@InboundWebhook without a data source of the application', () => {
  it('handles messages in a transaction of Hookline', async () => {
    const database = await createEmptyDatabase();
    const managers: unknown[] = [];
    @Controller()
    class BareController {
      @Post('in')
      @InboundWebhook('stripe')
      handle(@Inbound() { manager }: ReceivedMessage): void {
        managers.push(manager);
        if (managers.length === 1) throw new Error('the first one fails');
      }
    }
    @Module({
      imports: [
        WebhooksModule.forRoot({
          database: { url: database.url },
          singleTenant: true,
          inbound: { sources: { stripe: { type: 'stripe', secret: sender.secret } } },
        }),
      ],
      controllers: [BareController],
    })
    class BareModule {}
    const app = await NestFactory.create(BareModule, { rawBody: true, logger: false });
    await app.listen(0, '127.0.0.1');
    const { headers, body } = await sender.send('evt_bare');
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const response = await fetch(`${await app.getUrl()}/in`.replace('[::1]', '127.0.0.1'), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([500, 200, 200]);
    expect(managers).toHaveLength(2);
    expect(managers[0]).toBeInstanceOf(EntityManager);
    expect((managers[0] as EntityManager).connection).toBeInstanceOf(DataSource);
    await app.close();
    await database.drop();
  });
});
