import { type DynamicModule, Module } from '@nestjs/common';
import { webhooksCore } from './webhooks-core';
import { WebhooksInfrastructureModule } from './webhooks-infrastructure.module';
import type {
  WebhooksModuleAsyncOptions,
  WebhooksModuleOptions,
} from './webhooks.module-definition';
import type { TenantRequest } from './webhooks.options';

/**
 * Delivery alone, for a process without the management API: the worker beside an application that
 * has `WebhooksModule.forRoot({ …, worker: false })`. It may publish, too.
 *
 * @example
 * ```ts
 * const app = await NestFactory.createApplicationContext(WorkerModule);
 * app.enableShutdownHooks();
 * ```
 */
@Module({})
export class WebhooksWorkerModule {
  /** @throws ConfigInvalidError and others at start-up, each naming the option and the fix */
  static forRoot<Request = TenantRequest>(options: WebhooksModuleOptions<Request>): DynamicModule {
    return assemble(options);
  }

  /** Like {@link forRoot}, with options from a factory. */
  static forRootAsync<Request = TenantRequest>(
    options: WebhooksModuleAsyncOptions<Request>,
  ): DynamicModule {
    return assemble(options);
  }
}

function assemble(
  options: WebhooksModuleOptions<never> | WebhooksModuleAsyncOptions<never>,
): DynamicModule {
  const infrastructure = WebhooksInfrastructureModule.with(options, { http: false, worker: true });
  return webhooksCore(WebhooksWorkerModule, infrastructure);
}
