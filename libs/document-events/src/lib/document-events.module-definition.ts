import { ConfigurableModuleBuilder, type ConfigurableModuleAsyncOptions } from '@nestjs/common';
import type { DocumentEventsOptions } from './document-events.options';

/** The base of the module, and the token of the raw options. */
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<DocumentEventsOptions>({ moduleName: 'DocumentEvents' })
    .setClassMethodName('forRoot')
    .build();

/** What `forRootAsync` takes. */
export type DocumentEventsModuleAsyncOptions =
  ConfigurableModuleAsyncOptions<DocumentEventsOptions>;
