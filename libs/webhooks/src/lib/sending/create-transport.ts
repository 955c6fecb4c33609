import type { EgressGuard } from '../egress/egress-guard';
import type { WebhooksConfig } from '../webhooks.config';
import { AxiosTransport } from './axios/axios-transport';
import type { WebhookTransport } from './transport';
import { UndiciTransport } from './undici/undici-transport';

const CONNECTIONS_PER_ORIGIN = 100;

/** What {@link createTransport} reads of the configuration. */
export type TransportConfig = Pick<
  WebhooksConfig['delivery'],
  'transport' | 'concurrencyPerEndpoint'
>;

/**
 * The transport that `delivery.transport` asks for. Many endpoints may share an origin, so that it
 * gets at least 100 connections, and never fewer than one endpoint may use.
 */
export function createTransport(config: TransportConfig, guard: EgressGuard): WebhookTransport {
  const { transport, concurrencyPerEndpoint } = config;
  const maxConnectionsPerOrigin = Math.max(CONNECTIONS_PER_ORIGIN, concurrencyPerEndpoint);
  if (transport === 'undici') return new UndiciTransport({ guard, maxConnectionsPerOrigin });
  if (transport === 'axios') return new AxiosTransport({ guard, maxConnectionsPerOrigin });
  if ('send' in transport) return transport;
  return new AxiosTransport({ guard, maxConnectionsPerOrigin, instance: transport });
}
