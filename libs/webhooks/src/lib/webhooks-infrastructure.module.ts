import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CLOCK, type Clock } from './clock/clock';
import { SystemClock } from './clock/system-clock';
import { resolveConfig } from './resolve-config';
import { ClockSynchronizer } from './storage/clock-synchronizer';
import { CONNECTIONS, storageProviders } from './storage/storage.providers';
import { DATABASE, HOOKLINE_DATA_SOURCE, HOST_DATA_SOURCE } from './storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from './webhooks.config';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type WebhooksModuleAsyncOptions,
  type WebhooksModuleOptions,
} from './webhooks.module-definition';
import type { WebhooksOptions } from './webhooks.options';

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
        CONNECTIONS,
        DATABASE,
        HOOKLINE_DATA_SOURCE,
        HOST_DATA_SOURCE,
        ClockSynchronizer,
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
  ];
}
