import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../contenders/contender';
import { clearHookline } from '../../contenders/ledger';
import type { Disturbance, Disturbed, IsolationApi } from '../../contenders/isolation-api';
import type { Laboratory } from '../../laboratory/laboratory';
import type { BenchDatabase } from '../../laboratory/postgres-server';
import { Child } from '../../process/child';
import { now } from '../../process/clock';
import type { ObservantReceiver } from '../../receiver/receiver';
import { percentile } from '../../report/statistics';
import { KIBIBYTE, NO_WINDOW } from '../scenario';

/** Endpoints that are well, each of a tenant of its own. */
const HEALTHY = 100;
/** Events that each endpoint gets in a second, those that are not well too. */
export const EVENTS_PER_SECOND = 2;
/** What has not come by then counts as if it had come then. */
const PATIENCE_MS = 20_000;
/** No request for so long: what was in memory when the tables were emptied is through. */
const QUIET_MS = 400;

/** Where a {@link Town} sends to. */
export interface TownReceivers {
  healthy: ObservantReceiver;
  /** Of endpoints that are well and too busy. */
  busy: ObservantReceiver;
}

/** One Hookline with 100 endpoints that are well, on a database of its own, and with what lives beside them. */
export class Town {
  private readonly children: Child<IsolationApi>[] = [];

  private constructor(
    readonly database: BenchDatabase,
    private readonly lab: Laboratory,
    readonly receivers: TownReceivers,
  ) {}

  static async build(name: string, lab: Laboratory, receivers: TownReceivers): Promise<Town> {
    const town = new Town(await lab.postgres.database(name), lab, receivers);
    try {
      const worker = await town.open({ worker: true });
      const urls = [`${receivers.healthy.url}/hook`];
      for (let number = 0; number < HEALTHY; number += 1) {
        await worker.call('settle', { tenantId: `tenant-${number}`, urls, timeoutMs: null });
      }
      return town;
    } catch (error) {
      await town.leave();
      throw error;
    }
  }

  /** A further process on the same database. */
  async open({ worker }: { worker: boolean }): Promise<Child<IsolationApi>> {
    const { signal } = this.lab;
    const child = await Child.start<IsolationApi>({
      program: 'contenders/isolation.main.js',
      signal,
    });
    this.children.push(child);
    await child.call('start', { databaseUrl: this.database.url, worker });
    return child;
  }

  /** The process that delivers, and publishes for the endpoints that are well. */
  get main(): Child<IsolationApi> {
    const [first] = this.children;
    if (first === undefined) throw new Error('Not built.');
    return first;
  }

  /** Creates endpoints of a tenant. */
  settle(tenantId: string, urls: string[]): Promise<void> {
    return this.main.call('settle', { tenantId, urls, timeoutMs: null });
  }

  disturb(disturbance: Disturbance, by = this.main): Promise<Disturbed> {
    return by.call('disturb', disturbance);
  }

  /** From the call of `publish()` to the request at the endpoints that are well: the p99, in ms. */
  async p99(durationMs: number): Promise<number> {
    const { control } = this.receivers.healthy;
    await control.call('mode', 'note');
    const { publishedAt } = await this.main.call('run', {
      tenants: HEALTHY,
      durationMs,
      ratePerSecond: HEALTHY * EVENTS_PER_SECOND,
      maxEvents: NO_WINDOW,
      publishers: 1,
      window: NO_WINDOW,
      payloadBytes: KIBIBYTE,
    });
    const deadline = now() + PATIENCE_MS;
    let arrivals = await control.call('arrivals');
    while (arrivals.length < publishedAt.length && now() < deadline) {
      await delay(20, undefined, { signal: this.lab.signal });
      arrivals = await control.call('arrivals');
    }
    const arrivedAt = new Map(arrivals);
    const end = now();
    return percentile(
      publishedAt.map((at, number) => (arrivedAt.get(number) ?? end) - at),
      0.99,
    );
  }

  /** Empties the tables, and waits until what is in memory is through. */
  async clear(): Promise<void> {
    await clearHookline(this.database);
    const count = (): Promise<number> => this.receivers.busy.count();
    let before = -1;
    await until(
      async () => {
        const last = before;
        before = await count();
        return last === before;
      },
      {
        what: 'it does not come to rest',
        timeoutMs: 60_000,
        everyMs: QUIET_MS,
        signal: this.lab.signal,
      },
    );
    await clearHookline(this.database);
  }

  async leave(): Promise<void> {
    await Promise.all(this.children.map((child) => child.stop()));
    await this.database.close();
  }
}
