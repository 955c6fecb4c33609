import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';

/** Samples of a thousandth of a second miss nothing that matters, and cost little. */
const SAMPLING_INTERVAL_US = 500;

/** V8's CPU profiler over the measured rounds alone, as `node --cpu-prof` has it for a whole life. */
export class Profiling {
  private session: Session | undefined;

  async start(): Promise<void> {
    this.session = new Session();
    this.session.connect();
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_US });
    await this.session.post('Profiler.start');
  }

  async stop(file: string): Promise<void> {
    if (this.session === undefined) return;
    const { profile } = await this.session.post('Profiler.stop');
    this.session.disconnect();
    this.session = undefined;
    await writeFile(file, JSON.stringify(profile));
  }
}
