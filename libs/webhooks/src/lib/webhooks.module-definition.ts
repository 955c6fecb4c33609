import { ConfigurableModuleBuilder, type ConfigurableModuleAsyncOptions } from '@nestjs/common';
import type { TenantRequest, WebhooksExtras, WebhooksOptions } from './webhooks.options';

/** The base of the infrastructure module, and the token of the raw options. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<
  WebhooksOptions<never>
>({ moduleName: 'Webhooks' })
  .setClassMethodName('forRoot')
  .setExtras<WebhooksExtras>({}, (definition) => definition)
  .build();

/** What `forRoot` takes. */
export type WebhooksModuleOptions<Request = TenantRequest> = WebhooksOptions<Request> &
  WebhooksExtras;

/** What `forRootAsync` takes: a factory of the options, and beside it what must be known before. */
export type WebhooksModuleAsyncOptions<Request = TenantRequest> = ConfigurableModuleAsyncOptions<
  WebhooksOptions<Request>
> &
  WebhooksExtras;
