import { type DynamicModule, Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { HTTP_CONTROLLERS } from './http/http.controllers';
import { HTTP_GUARDS } from './http/host.guard';
import { webhooksCore } from './webhooks-core';
import { WebhooksWellKnownModule } from './webhooks-well-known.module';
import { WebhooksInfrastructureModule } from './webhooks-infrastructure.module';
import { WebhooksMetricsModule } from './webhooks-metrics.module';
import type {
  WebhooksModuleAsyncOptions,
  WebhooksModuleOptions,
} from './webhooks.module-definition';
import type { TenantRequest } from './webhooks.options';

const DEFAULT_PATH = 'webhooks';
const DEFAULT_METRICS_PATH = 'metrics';

/**
 * Outbound webhooks for an application: catalog, publisher, registry, management API, and, unless
 * `worker: false`, delivery in this process. Global: import it once, in the root module.
 *
 * @example
 * ```ts
 * WebhooksModule.forRoot({
 *   events: [ProjectCreated],
 *   tenant: (request) => request.user.tenantId,
 * })
 * ```
 */
@Module({})
export class WebhooksModule {
  /**
   * @throws ConfigInvalidError, TenantResolverMissingError, DatabaseMissingError,
   * DatabaseUnreachableError and others at start-up, each naming the option and the fix
   */
  static forRoot<Request = TenantRequest>(options: WebhooksModuleOptions<Request>): DynamicModule {
    return assemble(options);
  }

  /** Like {@link forRoot}, with options from a factory. `http` and `dataSource` stand beside it. */
  static forRootAsync<Request = TenantRequest>(
    options: WebhooksModuleAsyncOptions<Request>,
  ): DynamicModule {
    return assemble(options);
  }
}

function assemble(
  options: WebhooksModuleOptions<never> | WebhooksModuleAsyncOptions<never>,
): DynamicModule {
  const http = options.http ?? {};
  const infrastructure = WebhooksInfrastructureModule.with(options, { http: http !== false });
  const core = webhooksCore(WebhooksModule, infrastructure);
  if (http === false) return core;
  const { path = DEFAULT_PATH, guards = [], metrics = DEFAULT_METRICS_PATH } = http;
  const served = metrics === false ? [] : [{ path: metrics, module: WebhooksMetricsModule }];
  return {
    ...core,
    imports: [
      ...(core.imports ?? []),
      WebhooksWellKnownModule,
      ...served.map(({ module }) => module),
      RouterModule.register([{ path, module: WebhooksModule }, ...served]),
    ],
    providers: [...(core.providers ?? []), { provide: HTTP_GUARDS, useValue: guards }],
    controllers: HTTP_CONTROLLERS,
  };
}
