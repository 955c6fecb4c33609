import { WEBHOOKS_CONFIG, type WebhooksConfig } from '@hookline/webhooks';
import type { DynamicModule, FactoryProvider, Provider, ValueProvider } from '@nestjs/common';
import type { TestDatabase } from '../database/test-database';
import { findDynamicModules, type FoundModule, type ImportedModule } from './module-graph';

/** A module to put in the place of another. */
export interface Redirect {
  imported: ImportedModule;
  replacement: DynamicModule;
}

/** Token of the options of @nestjs/typeorm, the same since its version 7; it is not exported. */
const TYPEORM_OPTIONS = 'TypeOrmModuleOptions';

/** Where a data source connects to, in every spelling that TypeORM has for it. */
const CONNECTION_FIELDS = [
  'host',
  'port',
  'username',
  'password',
  'database',
  'ssl',
  'replication',
  'connectString',
] as const;

/**
 * Ownership lives in real time: a machine that stalls for some seconds must not lose deliveries which only
 * come back when the clock of the test moves.
 */
const OWNER_TIMEOUT_MS = 60_000;

type TypeOrmOptions = Record<string, unknown>;

/** The private part of TypeOrmCoreModule that connects, with retries and `autoLoadEntities`. */
interface TypeOrmCore {
  createDataSourceFactory(options: TypeOrmOptions): Promise<unknown>;
}

/**
 * Finds what connects to a database below a module, and what it has to be replaced with so that it
 * connects to the test database: each Postgres data source of @nestjs/typeorm, whether its options
 * are known on import or at start, and Hookline's own `database.url`. Nothing of the application is
 * changed, so that several may be started from one module.
 */
export async function findRedirects(
  root: ImportedModule,
  database: TestDatabase,
): Promise<Redirect[]> {
  const modules = await findDynamicModules(root);
  return modules.flatMap((found) => {
    const providers = found.definition.providers ?? [];
    if (providers.some((provider) => tokenOf(provider) === TYPEORM_OPTIONS)) {
      return [redirect(found, (provider) => redirectTypeOrm(provider, found.definition, database))];
    }
    if (providers.some((provider) => tokenOf(provider) === WEBHOOKS_CONFIG)) {
      return [redirect(found, (provider) => redirectHookline(provider, database))];
    }
    return [];
  });
}

function redirect(
  { imported, definition }: FoundModule,
  change: (provider: Provider) => Provider,
): Redirect {
  const providers = (definition.providers ?? []).map(change);
  return { imported, replacement: { ...definition, providers } };
}

function redirectTypeOrm(
  provider: Provider,
  { module }: DynamicModule,
  database: TestDatabase,
): Provider {
  if (tokenOf(provider) === TYPEORM_OPTIONS) {
    return mapProvider<TypeOrmOptions>(provider, (options) => redirectOptions(options, database));
  }
  // `forRoot` connects by options of its own instead of those that are injected.
  if (!isFactory(provider) || (provider.inject ?? []).length > 0) return provider;
  const core = module as unknown as TypeOrmCore;
  return {
    provide: provider.provide,
    inject: [TYPEORM_OPTIONS],
    useFactory: (options: TypeOrmOptions) => core.createDataSourceFactory(options),
  };
}

function redirectOptions(options: TypeOrmOptions, { url }: TestDatabase): TypeOrmOptions {
  if (options['type'] !== 'postgres') return options;
  const kept = Object.entries(options).filter(
    ([field]) => !(CONNECTION_FIELDS as readonly string[]).includes(field),
  );
  return { ...Object.fromEntries(kept), url };
}

/** Jobs of applications under test never meet on one Redis either. */
function redirectHookline(provider: Provider, { url, name }: TestDatabase): Provider {
  if (tokenOf(provider) !== WEBHOOKS_CONFIG) return provider;
  return mapProvider<WebhooksConfig>(provider, (config) => ({
    ...config,
    database: redirectDatabase(config.database, url),
    queue: { ...config.queue, prefix: `${config.queue.prefix}:${name}` },
    dispatch: {
      ...config.dispatch,
      ownerTimeoutMs: Math.max(config.dispatch.ownerTimeoutMs, OWNER_TIMEOUT_MS),
    },
  }));
}

function redirectDatabase(
  database: WebhooksConfig['database'],
  url: string,
): WebhooksConfig['database'] {
  const { poolSize, preparedStatements } = database;
  return { poolSize, preparedStatements, ...(database.url !== undefined && { url }) };
}

function mapProvider<Value>(provider: Provider, map: (value: Value) => Value): Provider {
  if (isFactory(provider)) {
    const { useFactory } = provider;
    const useMapped = async (...args: unknown[]): Promise<Value> =>
      map((await useFactory(...args)) as Value);
    return { ...provider, useFactory: useMapped };
  }
  if (typeof provider === 'object' && 'useValue' in provider) {
    return { ...provider, useValue: map((provider as ValueProvider<Value>).useValue) };
  }
  return provider;
}

function isFactory(provider: Provider): provider is FactoryProvider {
  return typeof provider === 'object' && 'useFactory' in provider;
}

function tokenOf(provider: Provider): unknown {
  return typeof provider === 'object' ? provider.provide : provider;
}
