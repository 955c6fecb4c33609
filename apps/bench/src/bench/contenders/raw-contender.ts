import type { Laboratory } from '../laboratory/laboratory';
import { Child } from '../process/child';
import type { Load, RawApi } from './contender-api';
import { type Contender, type Measured, readCpu, subtract } from './contender';

/** One process that only signs and posts: what everything else is measured by. */
export class RawContender implements Contender {
  private constructor(
    readonly name: string,
    private readonly child: Child<RawApi>,
    private readonly lab: Laboratory,
  ) {}

  static async start(
    client: 'undici' | 'axios',
    connections: number,
    lab: Laboratory,
  ): Promise<RawContender> {
    const program = `contenders/raw-${client}.main.js`;
    const child = await Child.start<RawApi>({ program, signal: lab.signal });
    await child.call('start', { receiverUrl: lab.receiver.url, connections });
    return new RawContender(`raw ${client}`, child, lab);
  }

  async measure(load: Load): Promise<Measured> {
    const nodeMs = async (): Promise<number> => (await this.child.ask('usage')).cpuMs;
    const before = await readCpu(this.lab, nodeMs);
    const report = await this.child.call('run', load);
    const cpu = subtract(await readCpu(this.lab, nodeMs), before);
    const seconds = (report.endedAt - report.startedAt) / 1_000;
    // Postgres and Redis have nothing to do with it, whatever they did meanwhile.
    return {
      rate: report.deliveries / seconds,
      deliveries: report.deliveries,
      cpu: { ...cpu, postgres: 0, redis: 0 },
      report,
    };
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
