import { BullModule, getQueueToken, InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type Job, Queue } from 'bullmq';
import { EventEmitter, once } from 'node:events';
import { eventually } from '../../testing/eventually';
import { createTestDatabase } from '../../testing/test-database';
import { describeRedis } from '../../testing/redis';
import { TestReceiver } from '../../testing/test-receiver';
import { WebhookPublisher } from '../publishing/webhook-publisher';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { WebhooksModule } from '../webhooks.module';
import { CHUNK_QUEUE } from './chunk-job';

const HOST_QUEUE = `host-mail-${process.pid}`;

@Injectable()
class Mails extends EventEmitter {}

@Processor(HOST_QUEUE)
class MailProcessor extends WorkerHost {
  constructor(private readonly mails: Mails) {
    super();
  }

  override process(job: Job<{ to: string }>): Promise<void> {
    this.mails.emit('sent', job.data.to);
    return Promise.resolve();
  }
}

@Injectable()
class MailService {
  constructor(@InjectQueue(HOST_QUEUE) readonly queue: Queue) {}
}

describeRedis('A host with a Redis queue of its own', (redisUrl) => {
  it('keeps it, while ours is in Postgres', async () => {
    const database = await createTestDatabase();
    await database.database.pool.query('DROP SCHEMA hookline_bullmq CASCADE');
    const receiver = await new TestReceiver().start();
    const module = await Test.createTestingModule({
      imports: [
        BullModule.forRoot({
          connection: { url: redisUrl },
          prefix: 'host',
          defaultJobOptions: { delay: 0, attempts: 3 },
        }),
        BullModule.registerQueue({ name: HOST_QUEUE }),
        WebhooksModule.forRoot({
          database: { url: database.url },
          strictEvents: false,
          singleTenant: true,
          egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
          http: false,
        }),
      ],
      providers: [Mails, MailProcessor, MailService],
    }).compile();
    await module.init();
    try {
      const sent = once(module.get(Mails), 'sent');
      await module.get(MailService).queue.add('mail', { to: 'somebody' });
      expect(await sent).toEqual(['somebody']);

      const { opts } = module.get<Queue>(getQueueToken(CHUNK_QUEUE));
      expect(opts).toHaveProperty('prefix', 'hookline');
      expect(opts.defaultJobOptions).toEqual({});

      await module
        .get(WebhookRegistryService)
        .create('default', { name: 'test', url: receiver.url });
      await module.get(WebhookPublisher).publish({ type: 'mail.sent', data: {} }, {});
      await receiver.count(1);
      await eventually(async () => {
        const { rows } = await database.database.pool.query<{ ours: string | null }>(
          `SELECT to_regclass('hookline_bullmq.job')::text AS ours`,
        );
        return rows[0]?.ours !== null;
      });
    } finally {
      await module.get(MailService).queue.obliterate({ force: true });
      await module.close();
      await receiver.stop();
      await database.drop();
    }
  });
});
