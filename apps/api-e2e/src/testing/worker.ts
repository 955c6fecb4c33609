import { API_EVENTS } from '@hookline/api';
import { WebhooksTestingApp } from '@hookline/testing';
import { WebhooksWorkerModule } from '@hookline/webhooks';
import { Module } from '@nestjs/common';

/** A process beside the host that only delivers. */
@Module({
  imports: [
    WebhooksWorkerModule.forRootAsync({
      useFactory: () => {
        const { DATABASE_URL, REDIS_URL } = process.env;
        return {
          events: API_EVENTS,
          database: { url: DATABASE_URL ?? '' },
          ...(REDIS_URL !== undefined && { queue: { redisUrl: REDIS_URL } }),
        };
      },
    }),
  ],
})
class WorkerModule {}

/** Starts it beside a host. */
export function startWorker(
  app: WebhooksTestingApp,
  redisUrl: string | undefined,
): Promise<WebhooksTestingApp> {
  const env = { REDIS_URL: redisUrl, REDIS_HOST: undefined };
  return WebhooksTestingApp.with(WorkerModule).env(env).beside(app).start();
}
