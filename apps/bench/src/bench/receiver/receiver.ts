import { Child } from '../process/child';
import { findNginx, startNginx } from './nginx';
import type { ReceiverApi } from './receiver-api';

/** A receiver in a process of its own that answers 200 at once. */
export interface Receiver {
  /** What it is, for the report. */
  readonly name: string;
  readonly url: string;
  /** CPU time of all its processes so far. */
  cpuMs(): Promise<number>;
  /** Requests received so far. */
  count(): Promise<number>;
  stop(): Promise<void>;
}

/** A {@link Receiver} that can also be asked when something came, and be told to keep senders waiting. */
export interface ObservantReceiver extends Receiver {
  readonly control: Child<ReceiverApi>;
}

/** The lean receiver on Node. */
export async function startNodeReceiver(signal: AbortSignal): Promise<ObservantReceiver> {
  const control = await Child.start<ReceiverApi>({ program: 'receiver/receiver.main.js', signal });
  const port = await control.call('listen');
  return {
    name: `a lean receiver on Node ${process.versions.node} (plain sockets)`,
    url: `http://127.0.0.1:${port}`,
    control,
    cpuMs: async () => (await control.ask('usage')).cpuMs,
    count: () => control.call('count'),
    stop: () => control.stop(),
  };
}

/** The cheapest receiver that there is: nginx when it is installed, otherwise the one on Node. */
export async function startReceiver(folder: string, signal: AbortSignal): Promise<Receiver> {
  const program = findNginx();
  return program === undefined ? startNodeReceiver(signal) : startNginx(program, folder);
}
