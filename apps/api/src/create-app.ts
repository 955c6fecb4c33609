import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { withEnvironment } from './config/api-config.provider';
import { loadConfig } from './config/load-config';
import { serveDocs } from './docs';
import { HostAdapter } from './host-adapter';
import { HostLogger } from './host-logger';
import { WorkerModule } from './worker.module';

/** Largest request body, in bytes: four times the largest event. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** How the application has to be created: bodies are parsed by {@link prepareApp}, and kept as they came. */
export const APP_OPTIONS = { bodyParser: false, rawBody: true } as const;

/**
 * The whole application, or with `HOOKLINE_WORKER=only` its worker alone, ready to listen. Connects to its servers and migrates on the way. Several in
 * one process have to share a database: `@Transactional()` is of the one that started last.
 * @param env environment variables, instead of the process's own
 * @throws ConfigurationError for a missing or wrong variable
 * @example
 * const app = await createApp({ ...process.env, DATABASE_URL: url, PORT: '0' });
 * await app.listen(0);
 */
export async function createApp(
  env: NodeJS.ProcessEnv = process.env,
): Promise<NestExpressApplication> {
  const config = loadConfig(env);
  const onlyWorks = config.webhooks.worker === 'only';
  const app = await withEnvironment(env, () =>
    NestFactory.create<NestExpressApplication>(
      onlyWorks ? WorkerModule : AppModule,
      new HostAdapter(),
      {
        logger: new HostLogger(config),
        abortOnError: false,
        ...APP_OPTIONS,
      },
    ),
  );
  if (onlyWorks) app.disable('x-powered-by');
  else prepareApp(app);
  return app;
}

/**
 * What the application has beside its modules: the limit of bodies, the documentation. For those who
 * create it themselves, tests above all.
 * @param app created with {@link APP_OPTIONS}
 */
export function prepareApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.useBodyParser('json', { limit: BODY_LIMIT_BYTES });
  serveDocs(app);
}
