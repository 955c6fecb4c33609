import { API_EVENTS } from '@hookline/api';
import { WebhooksTestingApp } from '@hookline/testing';
import { WebhooksWorkerModule } from '@hookline/webhooks';
import { type LoggerService, Module } from '@nestjs/common';

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

/** Starts it beside a host. Without a logger of one's own, only its errors are seen. */
export function startWorker(
  app: WebhooksTestingApp,
  redisUrl: string | undefined,
  logger?: LoggerService,
): Promise<WebhooksTestingApp> {
  const env = { REDIS_URL: redisUrl, REDIS_HOST: undefined };
  const worker = WebhooksTestingApp.with(WorkerModule).env(env).beside(app);
  if (logger === undefined) return worker.start();
  return worker.override((builder) => builder.setLogger(logger)).start();
}
