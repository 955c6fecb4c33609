import { Inject } from '@nestjs/common';
import { registerAs } from '@nestjs/config';
import { AsyncLocalStorage } from 'node:async_hooks';
import { loadConfig } from './load-config';

const environments = new AsyncLocalStorage<NodeJS.ProcessEnv>();

/** Runs `work` (the start of an application) with other environment variables than the process's own. */
export function withEnvironment<Result>(env: NodeJS.ProcessEnv, work: () => Result): Result {
  return environments.run(env, work);
}

/** The host's configuration for `ConfigModule`. Read when an application starts, not on import. */
export const apiConfig = registerAs('api', () =>
  loadConfig(environments.getStore() ?? process.env),
);

/** Injects the host's configuration, an {@link ApiConfig}. */
export const InjectApiConfig = (): ParameterDecorator => Inject(apiConfig.KEY);
