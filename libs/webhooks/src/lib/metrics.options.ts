import type { Registry, RegistryContentType } from 'prom-client';

/** What Prometheus sees. */
export interface MetricsOptions {
  /**
   * A registry of prom-client that the metrics join; `GET /metrics` then shows all that is in it. One
   * application for each registry. @default one of our own
   */
  registry?: Registry<RegistryContentType>;
}
