import { randomBytes } from 'node:crypto';
import { createEmptyDatabase } from '../../testing/test-database';
import { Client } from 'pg';
import { NestFactory } from '@nestjs/core';
import { eventually } from '../../testing/eventually';
import { TestReceiver } from '../../testing/test-receiver';
import { WebhooksHealth } from '../monitoring/webhooks-health';
import { WebhookPublisher } from '../publishing/webhook-publisher';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { WebhooksWorkerModule } from '../webhooks-worker.module';
import { migrateWebhooks } from './migrate-webhooks';
import { MIGRATIONS } from './migrator';

/** What a role needs that owns nothing. */
const GRANTS = ['hookline', 'hookline_bullmq'].flatMap((schema) => [
  `GRANT USAGE ON SCHEMA ${schema} TO app`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO app`,
  `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO app`,
]);

describe('migrateWebhooks', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let admin: Client;
  let role: string;
  let url: string;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    role = `app_${randomBytes(6).toString('hex')}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'app'`);
    const own = new URL(database.url);
    own.username = role;
    own.password = 'app';
    url = own.href;
  });

  afterAll(async () => {
    await admin.query(`DROP OWNED BY ${role}`);
    await admin.query(`DROP ROLE ${role}`);
    await admin.end();
    await database.drop();
  });

  const start = () =>
    NestFactory.createApplicationContext(
      WebhooksWorkerModule.forRoot({
        database: { url },
        migrations: 'manual',
        strictEvents: false,
        singleTenant: true,
        egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
      }),
      { logger: false, abortOnError: false },
    );

  it('prepares everything for a role that may change no schema', async () => {
    const pending = { code: 'HOOKLINE_MIGRATIONS_PENDING' };
    await expect(start()).rejects.toMatchObject(pending);
    expect(await migrateWebhooks(database.url, { queueSchema: false })).toEqual(
      MIGRATIONS.map(({ name }) => name),
    );
    for (const grant of GRANTS.slice(0, 3)) await admin.query(grant.replace(/app$/, role));
    await expect(start()).rejects.toMatchObject({
      ...pending,
      message: expect.stringContaining('"hookline_bullmq"') as string,
    });
    expect(await migrateWebhooks(database.url)).toEqual([]);
    for (const grant of GRANTS) await admin.query(grant.replace(/app$/, role));

    const app = await start();
    const receiver = await new TestReceiver().start();
    try {
      const { url: target } = receiver;
      await app.get(WebhookRegistryService).create('default', { name: 'test', url: target });
      await app.get(WebhookPublisher).publish({ type: 'order.paid', data: {} }, {});
      await receiver.count(1);
      await eventually(async () => (await app.get(WebhooksHealth).check()).status === 'up');
      expect(receiver.requests).toHaveLength(1);
    } finally {
      await app.close();
      await receiver.stop();
    }
  });
});
