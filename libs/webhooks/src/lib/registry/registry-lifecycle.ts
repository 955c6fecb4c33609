import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DeclaredEndpoints } from './declared-endpoints';
import { EndpointCache } from './endpoint-cache';

/** Starts the registry before anything is published, and stops it when all else has stopped. */
@Injectable()
export class RegistryLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly declared: DeclaredEndpoints,
    private readonly cache: EndpointCache,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.declared.apply();
    await this.cache.start();
  }

  onApplicationShutdown(): void {
    this.cache.stop();
  }
}
