import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { startPipeline, TENANT } from '../../testing/pipeline';
import { WebhooksModule } from '../webhooks.module';

const publish = (pipeline: Awaited<ReturnType<typeof startPipeline>>) =>
  pipeline.publisher.publish({ type: 'project.created', data: {} }, { tenantId: TENANT });

describe('Closing the application', () => {
  it('does not wait for a receiver beyond the drain deadline', async () => {
    const pipeline = await startPipeline({ dispatch: { drainTimeoutMs: 50 } });
    try {
      pipeline.receiver.answer = () => 'hang';
      await pipeline.endpoint({ timeoutMs: 60_000 });
      await publish(pipeline);
      await pipeline.receiver.count(1);
      await pipeline.module.close();
      expect(pipeline.receiver.unanswered).toBe(1);
    } finally {
      await pipeline.close();
    }
  });

  it('ends when the start failed half way and a job is waiting', async () => {
    const pipeline = await startPipeline({ worker: false });
    try {
      await pipeline.endpoint();
      await publish(pipeline);

      @Injectable()
      class Failing implements OnModuleInit {
        onModuleInit(): void {
          throw new Error('no such luck');
        }
      }
      @Module({ providers: [Failing] })
      class FailingModule {}
      const worker = WebhooksModule.forRoot({ ...pipeline.options, worker: true, http: false });
      const module = await Test.createTestingModule({ imports: [worker, FailingModule] }).compile();
      await expect(module.init()).rejects.toThrow('no such luck');
      await expect(module.close()).resolves.toBeUndefined();
    } finally {
      await pipeline.close();
    }
  });
});
