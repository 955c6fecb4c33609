import type { DynamicModule, INestApplication, NestApplicationOptions, Type } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { TestingModuleBuilder } from '@nestjs/testing';
import type { TestingClock } from '../clock/testing-clock';
import type { TestDatabase } from '../database/test-database';
import type { EnvironmentChanges } from './environment';

/** Changes the module before it is compiled, as with @nestjs/testing. */
export type ModuleOverride = (builder: TestingModuleBuilder) => TestingModuleBuilder | void;

/** Sets the application up as its `main.ts` does: prefix, pipes, body parser. */
export type ApplicationSetup = (app: INestApplication) => void | Promise<void>;

/** What two applications under test may have in common: they are then processes of one system. */
export interface SharedSystem {
  database: TestDatabase;
  clock: TestingClock;
}

/** All that a builder gathers. */
export interface TestingAppSettings {
  module: Type | DynamicModule;
  application: NestApplicationOptions;
  overrides: readonly ModuleOverride[];
  setups: readonly ApplicationSetup[];
  env: EnvironmentChanges;
  /** Tenant of requests and receivers; `undefined`: 'test', or the one tenant. */
  tenantId?: string;
  /** User of requests that have none; `null`: they stay without. `undefined`: made from the tenant. */
  user?: object | null;
  platform?: () => AbstractHttpAdapter;
  system?: SharedSystem;
}
