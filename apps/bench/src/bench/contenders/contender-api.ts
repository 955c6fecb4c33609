import type { RawSettings } from './raw-settings';

/** How much is sent, and how. */
export interface Load {
  /** How long new work is begun. */
  durationMs: number;
  /** Most events (of a raw contender: requests), whatever the duration. */
  maxEvents: number;
  /** Callers of `publish()` at the same time. */
  publishers: number;
  /** Most deliveries that are published and not yet received. */
  window: number;
  /** Size of a body. */
  payloadBytes: number;
  /** Events at even distances instead of as fast as they go, or `null`. */
  ratePerSecond: number | null;
}

/** What became of a {@link Load}. Times are the machine's monotonic time, in ms. */
export interface RunReport {
  startedAt: number;
  /** When the last call ended. */
  endedAt: number;
  events: number;
  deliveries: number;
  /** With a rate: when each event was published, by its number. */
  publishedAt: number[];
}

/** What the raw contenders answer to. */
export interface RawApi {
  start(settings: RawSettings): void;
  run(load: Load): Promise<RunReport>;
}

/** What is created in a contender before it is measured. */
export interface PipelineSettings {
  databaseUrl: string;
  /** The queue is in Postgres without it. */
  redisUrl: string | null;
  receiverUrl: string;
  tenants: number;
  endpointsPerTenant: number;
  transport: 'undici' | 'axios';
  /** What this process does. */
  role: 'both' | 'publisher' | 'worker';
}

/** What the naive build and Hookline answer to. */
export interface PipelineApi {
  /** Connects and, unless it is only a worker, creates tenants and endpoints. */
  start(settings: PipelineSettings): Promise<void>;
  run(load: Load): Promise<RunReport>;
  /** Deliveries of the current run that were received. */
  received(total: number): void;
  /** Deliveries that are finished and recorded, as far as the process itself knows. */
  finished(): number;
  /** Retry computations in a second, where the process can say. */
  retryComputations(durationMs: number): number;
}
