import { setTimeout as delay } from 'node:timers/promises';
import type { Laboratory } from '../laboratory/laboratory';
import type { BenchDatabase } from '../laboratory/postgres-server';
import { now } from '../process/clock';
import { Child } from '../process/child';
import { type Contender, type Measured, readCpu, subtract, until } from './contender';
import type { Load, PipelineApi, PipelineSettings, RunReport } from './contender-api';
import { hooklineLedger, type Ledger, naiveLedger } from './ledger';

/** How often the publisher hears how much was received. */
const TELL_EVERY_MS = 10;
/** How often it is asked whether everything is recorded: adds at most this to a run. */
const ASK_EVERY_MS = 5;
/** After which a run is given up. */
const DRAIN_TIMEOUT_MS = 120_000;

/** How a pipeline is laid out. */
export interface PipelineOptions {
  kind: 'hookline' | 'naive';
  /** Of its database; unique among the pipelines of a benchmark. */
  name: string;
  tenants: number;
  endpointsPerTenant: number;
  transport?: 'undici' | 'axios';
  queue: 'redis' | 'postgres';
  /** Publisher and worker in one process, in two, or a publisher alone. */
  processes: 'one' | 'two' | 'publisher';
  /** Whether what is in the tables before and between the runs stays there. @default false */
  keep?: boolean;
}

/** The naive build or Hookline, in one process or two, on a database of its own. */
export class PipelineContender implements Contender {
  readonly name: string;
  private readonly ledger: Ledger;

  private constructor(
    options: PipelineOptions,
    readonly database: BenchDatabase,
    /** The first is the one that publishes. */
    readonly processes: readonly [Child<PipelineApi>, ...Child<PipelineApi>[]],
    private readonly lab: Laboratory,
  ) {
    this.name = options.kind;
    this.ledger =
      options.kind === 'hookline'
        ? hooklineLedger(database, { keep: options.keep ?? false })
        : naiveLedger(database, () => processes[0].call('finished'));
  }

  static async start(options: PipelineOptions, lab: Laboratory): Promise<PipelineContender> {
    const { kind, name, processes } = options;
    const database = await lab.postgres.database(name);
    const children: Child<PipelineApi>[] = [];
    const open = async (role: PipelineSettings['role']): Promise<Child<PipelineApi>> => {
      const program = `contenders/${kind}.main.js`;
      const child = await Child.start<PipelineApi>({ program, signal: lab.signal });
      children.push(child);
      await child.call('start', settingsFor(options, role, database, lab));
      return child;
    };
    try {
      const first = await open(processes === 'one' ? 'both' : 'publisher');
      const others = processes === 'two' ? [await open('worker')] : [];
      const contender = new PipelineContender(options, database, [first, ...others], lab);
      await contender.ledger.clear();
      return contender;
    } catch (error) {
      await Promise.all(children.map((child) => child.stop()));
      await database.close();
      throw error;
    }
  }

  get publisher(): Child<PipelineApi> {
    return this.processes[0];
  }

  /** Publishes a load and waits until every delivery of it is received and recorded. */
  async measure(load: Load): Promise<Measured> {
    const received = await this.countReceived();
    return this.account(async () => {
      const report = await this.telling(received, () => this.publisher.call('run', load));
      await this.drain(report.deliveries, received);
      return report;
    });
  }

  /**
   * Measures something that makes deliveries, whoever begins them: the clock stops when `work`
   * resolves, and what is in the tables is checked and cleared afterwards.
   */
  async account(work: () => Promise<RunReport>, attemptsEach = 1): Promise<Measured> {
    const nodeMs = (): Promise<number> => this.nodeCpuMs();
    const before = await readCpu(this.lab, nodeMs);
    const report = await work();
    const endedAt = now();
    const cpu = subtract(await readCpu(this.lab, nodeMs), before);
    const { deliveries } = report;
    await this.checkAndClear(deliveries, attemptsEach);
    return { rate: (deliveries * 1_000) / (endedAt - report.startedAt), deliveries, cpu, report };
  }

  /** Publishes a load and nothing else: for a publisher without a worker. Answers events in a second. */
  async measurePublishing(load: Load): Promise<number> {
    const { events, startedAt, endedAt } = await this.publisher.call('run', load);
    await this.ledger.clear();
    return (events * 1_000) / (endedAt - startedAt);
  }

  /** Answers how many requests the receiver has had since this call. */
  async countReceived(): Promise<() => Promise<number>> {
    const { receiver } = this.lab;
    const base = await receiver.count();
    return async () => (await receiver.count()) - base;
  }

  /** Resolves when so many deliveries are received and recorded. */
  async drain(deliveries: number, received: () => Promise<number>): Promise<void> {
    const patience = {
      timeoutMs: DRAIN_TIMEOUT_MS,
      everyMs: ASK_EVERY_MS,
      signal: this.lab.signal,
    };
    const what = `${this.name} has not delivered ${deliveries} times`;
    await until(async () => (await received()) >= deliveries, { ...patience, what });
    const notRecorded = `${this.name} has not recorded ${deliveries} deliveries`;
    await until(() => this.ledger.quiet(deliveries), { ...patience, what: notRecorded });
  }

  /** What is in the tables has to be so many deliveries, each with so many attempts; then they are emptied. */
  async checkAndClear(deliveries: number, attemptsEach = 1): Promise<void> {
    await this.ledger.check(deliveries, attemptsEach);
    await this.ledger.clear();
  }

  /** Resident memory of all its processes. */
  async rssBytes(): Promise<number> {
    const usages = await Promise.all(this.processes.map((child) => child.ask('usage')));
    return usages.reduce((sum, { rssBytes }) => sum + rssBytes, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((child) => child.stop()));
    await this.database.close();
  }

  private async nodeCpuMs(): Promise<number> {
    const usages = await Promise.all(this.processes.map((child) => child.ask('usage')));
    return usages.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  }

  /** Tells the publisher what was received for as long as `work` lasts. */
  private async telling<Result>(
    received: () => Promise<number>,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const ended = new AbortController();
    const tell = async (): Promise<void> => {
      while (!ended.signal.aborted) {
        this.publisher.tell('received', await received());
        await delay(TELL_EVERY_MS);
      }
    };
    const telling = tell();
    // Who asked in vain hears of it below, from the run itself.
    telling.catch(() => undefined);
    try {
      return await Promise.race([work(), telling.then(() => new Promise<never>(() => undefined))]);
    } finally {
      ended.abort();
      await telling.catch(() => undefined);
    }
  }
}

function settingsFor(
  { tenants, endpointsPerTenant, transport = 'undici', queue }: PipelineOptions,
  role: PipelineSettings['role'],
  database: BenchDatabase,
  lab: Laboratory,
): PipelineSettings {
  return {
    databaseUrl: database.url,
    redisUrl: queue === 'redis' ? (lab.redis?.url ?? null) : null,
    receiverUrl: lab.receiver.url,
    tenants,
    endpointsPerTenant,
    transport,
    role,
  };
}
