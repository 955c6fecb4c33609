import type { Provider } from '@nestjs/common';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { ChangeEffects } from './change-effects';
import { DeclaredEndpoints } from './declared-endpoints';
import { EndpointAdmission } from './endpoint-admission';
import { EndpointCache } from './endpoint-cache';
import { ENDPOINT_DIRECTORY } from './endpoint-directory';
import { EndpointNotices } from './endpoint-notices';
import { EndpointReader } from './endpoint-reader';
import { EndpointStore } from './endpoint-store';
import { EndpointVerifier } from './endpoint-verifier';
import { KeyRing } from './key-ring';
import { RegistryLifecycle } from './registry-lifecycle';
import { WebhookRegistryService } from './webhook-registry.service';

/**
 * The room's providers. They need the configuration, the clock, both ways to the database, an
 * `EgressGuard`, an `EndpointProbe`, a `NOTICE_SINK` and a `TEST_SENDER`.
 */
export const REGISTRY_PROVIDERS: Provider[] = [
  {
    provide: KeyRing,
    inject: [WEBHOOKS_CONFIG],
    useFactory: (config: WebhooksConfig): KeyRing => new KeyRing(config.encryptionKeys),
  },
  ChangeEffects,
  EndpointCache,
  { provide: ENDPOINT_DIRECTORY, useExisting: EndpointCache },
  EndpointAdmission,
  EndpointStore,
  EndpointReader,
  DeclaredEndpoints,
  RegistryLifecycle,
  WebhookRegistryService,
  EndpointVerifier,
  EndpointNotices,
];
