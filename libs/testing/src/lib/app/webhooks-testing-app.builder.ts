import type { DynamicModule, NestApplicationOptions, Type } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { EnvironmentChanges } from './environment';
import type {
  ApplicationSetup,
  ModuleOverride,
  SharedSystem,
  TestingAppSettings,
} from './testing-app-settings';

/** Says how an application is tested; every method answers a new builder. See `WebhooksTestingApp.with`. */
export class WebhooksTestingAppBuilder<App> {
  constructor(
    private readonly settings: TestingAppSettings,
    private readonly launch: (settings: TestingAppSettings) => Promise<App>,
  ) {}

  /** A builder for a module with nothing else said. */
  static for<App>(
    module: Type | DynamicModule,
    application: NestApplicationOptions,
    launch: (settings: TestingAppSettings) => Promise<App>,
  ): WebhooksTestingAppBuilder<App> {
    const settings = { module, application, overrides: [], setups: [], env: {} };
    return new WebhooksTestingAppBuilder(settings, launch);
  }

  /**
   * Replaces providers, guards or modules, as with @nestjs/testing.
   * @example
   * .override((builder) => builder.overrideProvider(Mailer).useValue(fakeMailer))
   */
  override(override: ModuleOverride): WebhooksTestingAppBuilder<App> {
    return this.and({ overrides: [...this.settings.overrides, override] });
  }

  /**
   * Sets the application up before it listens, as its `main.ts` does.
   * @example
   * .setUp((app) => app.setGlobalPrefix('api'))
   */
  setUp(setup: ApplicationSetup): WebhooksTestingAppBuilder<App> {
    return this.and({ setups: [...this.settings.setups, setup] });
  }

  /**
   * The tenant of requests that nobody is signed in for, and of receivers.
   * @default 'test'; with `singleTenant` the one tenant
   */
  tenant(tenantId: string): WebhooksTestingAppBuilder<App> {
    return this.and({ tenantId });
  }

  /**
   * `request.user` of requests for which nothing else has set it before guards run; `null` leaves
   * them without one.
   * @default `{ id: 'test', tenantId }`
   */
  user(user: object | null): WebhooksTestingAppBuilder<App> {
    return this.and({ user });
  }

  /**
   * The HTTP platform, as a function that makes a new adapter.
   * @default the one that is installed, Express before Fastify
   * @example
   * .platform(() => new FastifyAdapter())
   */
  platform(adapter: () => AbstractHttpAdapter): WebhooksTestingAppBuilder<App> {
    return this.and({ platform: adapter });
  }

  /** Environment variables from the start until `close()`; `undefined` unsets one. */
  env(variables: EnvironmentChanges): WebhooksTestingAppBuilder<App> {
    return this.and({ env: { ...this.settings.env, ...variables } });
  }

  /**
   * Another process of a system that is under test already: the same database, the same clock. Close
   * it before the first one.
   * @example
   * const api = await WebhooksTestingApp.with(ApiModule).start();      // worker: false
   * const worker = await WebhooksTestingApp.with(WorkerModule).beside(api).start();
   */
  beside(other: { readonly system: SharedSystem }): WebhooksTestingAppBuilder<App> {
    return this.and({ system: other.system });
  }

  /**
   * Starts the application on a free port of 127.0.0.1.
   * @throws whatever the application throws at start-up; nothing is left behind then
   */
  start(): Promise<App> {
    return this.launch(this.settings);
  }

  private and(changes: Partial<TestingAppSettings>): WebhooksTestingAppBuilder<App> {
    return new WebhooksTestingAppBuilder({ ...this.settings, ...changes }, this.launch);
  }
}
