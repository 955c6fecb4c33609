import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { withEnvironment } from './config/api-config.provider';
import { loadConfig } from './config/load-config';
import { serveDocs } from './docs';
import { HostLogger } from './host-logger';

/** Largest request body, in bytes: four times the largest event. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * The whole application, ready to listen. Connects to its servers and migrates on the way. Several in
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
  const logger = new HostLogger(loadConfig(env));
  const app = await withEnvironment(env, () =>
    NestFactory.create<NestExpressApplication>(AppModule, {
      logger,
      abortOnError: false,
      bodyParser: false,
    }),
  );
  prepareApp(app);
  return app;
}

/**
 * What the application has beside its modules: the limit of bodies, the documentation. For those who
 * create it themselves, tests above all.
 * @param app created with `bodyParser: false`
 */
export function prepareApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.useBodyParser('json', { limit: BODY_LIMIT_BYTES });
  serveDocs(app);
}
