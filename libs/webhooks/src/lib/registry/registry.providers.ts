import type { Provider } from '@nestjs/common';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { DeclaredEndpoints } from './declared-endpoints';
import { EndpointCache } from './endpoint-cache';
import { ENDPOINT_DIRECTORY } from './endpoint-directory';
import { EndpointReader } from './endpoint-reader';
import { EndpointStore } from './endpoint-store';
import { KeyRing } from './key-ring';
import { RegistryLifecycle } from './registry-lifecycle';
import { WebhookRegistryService } from './webhook-registry.service';

/**
 * The room's providers. They need the configuration, the clock, both ways to the database, an
 * `EgressGuard` and a `TEST_SENDER`.
 */
export const REGISTRY_PROVIDERS: Provider[] = [
  {
    provide: KeyRing,
    inject: [WEBHOOKS_CONFIG],
    useFactory: (config: WebhooksConfig): KeyRing => new KeyRing(config.encryptionKeys),
  },
  EndpointCache,
  { provide: ENDPOINT_DIRECTORY, useExisting: EndpointCache },
  EndpointStore,
  EndpointReader,
  DeclaredEndpoints,
  RegistryLifecycle,
  WebhookRegistryService,
];
