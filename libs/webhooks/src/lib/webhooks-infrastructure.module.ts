import { getSharedConfigToken } from '@nestjs/bullmq';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import type { QueueOptions } from 'bullmq';
import type { PoolConfig } from 'pg';
import { CLOCK, type Clock } from './clock/clock';
import { SystemClock } from './clock/system-clock';
import { QUEUE_CONFIG_KEY } from './dispatch/chunk-job';
import { queueOptions } from './dispatch/queue-connection';
import { resolveConfig } from './resolve-config';
import { ClockSynchronizer } from './storage/clock-synchronizer';
import { CONNECTION, storageProviders } from './storage/storage.providers';
import { DATABASE, HOOKLINE_DATA_SOURCE } from './storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from './webhooks.config';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type WebhooksModuleAsyncOptions,
  type WebhooksModuleOptions,
} from './webhooks.module-definition';
import type { WebhooksOptions } from './webhooks.options';

/** Where @nestjs/bullmq looks for the configuration of our key. */
const QUEUE_CONFIG = getSharedConfigToken(QUEUE_CONFIG_KEY);

/** What a module that wires this one fixes about the options. */
export interface InfrastructureDefaults {
  /** Whether the management API is served, so that a tenant resolver is needed. */
  http: boolean;
  /** Overrides the option `worker`. */
  worker?: boolean;
}

/** Configuration, clock and database: what every other part stands on. */
@Module({})
export class WebhooksInfrastructureModule extends ConfigurableModuleClass {
  static with(
    options: WebhooksModuleOptions<never> | WebhooksModuleAsyncOptions<never>,
    defaults: InfrastructureDefaults,
  ): DynamicModule {
    const definition = isAsync(options) ? this.forRootAsync(options) : this.forRoot(options);
    const providers = infrastructureProviders(options.dataSource, defaults);
    return {
      ...definition,
      providers: [...(definition.providers ?? []), ...providers],
      exports: [
        WEBHOOKS_CONFIG,
        CLOCK,
        CONNECTION,
        DATABASE,
        HOOKLINE_DATA_SOURCE,
        ClockSynchronizer,
        QUEUE_CONFIG,
      ],
    };
  }
}

function isAsync(
  options: WebhooksModuleOptions<never> | WebhooksModuleAsyncOptions<never>,
): options is WebhooksModuleAsyncOptions<never> {
  return 'useFactory' in options || 'useClass' in options || 'useExisting' in options;
}

function infrastructureProviders(
  dataSource: string | undefined,
  defaults: InfrastructureDefaults,
): Provider[] {
  return [
    {
      provide: WEBHOOKS_CONFIG,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ worker, ...options }: WebhooksOptions<never>): WebhooksConfig =>
        resolveConfig(
          { ...options, worker: defaults.worker ?? worker ?? true },
          { http: defaults.http, env: process.env },
        ),
    },
    {
      provide: CLOCK,
      inject: [WEBHOOKS_CONFIG],
      useFactory: ({ clock }: WebhooksConfig): Clock => clock ?? new SystemClock(),
    },
    ...storageProviders(dataSource),
    ClockSynchronizer,
    {
      provide: QUEUE_CONFIG,
      inject: [WEBHOOKS_CONFIG, CONNECTION],
      useFactory: (config: WebhooksConfig, connection: PoolConfig): QueueOptions =>
        queueOptions(config, connection, !config.worker),
    },
  ];
}
