import { AxiosTransport } from '../../sending/axios/axios-transport';
import type { WebhookTransport } from '../../sending/transport';
import { UndiciTransport } from '../../sending/undici/undici-transport';
import type { EgressGuard } from '../egress-guard';

/** What a built-in transport is made with. */
export interface BuiltInOptions {
  guard: EgressGuard;
  ca?: string;
}

/** The transports that ask the guard, by name: each test of the guard runs with both. */
export const TRANSPORTS: readonly [
  name: string,
  create: (options: BuiltInOptions) => WebhookTransport,
][] = [
  ['undici', (options) => new UndiciTransport(options)],
  ['axios', (options) => new AxiosTransport(options)],
];
