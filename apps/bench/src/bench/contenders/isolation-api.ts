import type { Load, RunReport } from './contender-api';

/** What a process of the isolation scenarios is. */
export interface IsolationSettings {
  databaseUrl: string;
  /** Whether it delivers, or only publishes. */
  worker: boolean;
}

/** Endpoints of one tenant. */
export interface Neighbours {
  tenantId: string;
  urls: string[];
  /** Deadline of an attempt; `null` for the default. */
  timeoutMs: number | null;
}

/** Events of one tenant, each at its time. */
export interface Disturbance {
  tenantId: string;
  eventsPerSecond: number;
  durationMs: number;
}

/** What became of a {@link Disturbance} while it lasted. */
export interface Disturbed {
  stored: number;
  /** Events that `publish()` rejected, because too many waited already. */
  refused: number;
}

/** What the processes of the isolation scenarios answer to. */
export interface IsolationApi {
  start(settings: IsolationSettings): Promise<void>;
  /** Creates an endpoint for each URL. */
  settle(neighbours: Neighbours): Promise<void>;
  /** Publishes at a rate, to the tenants `tenant-0`, `tenant-1`, … in turn. */
  run(load: Load & { tenants: number }): Promise<RunReport>;
  /** Publishes for one tenant, whatever the process thinks of it. */
  disturb(disturbance: Disturbance): Promise<Disturbed>;
}
