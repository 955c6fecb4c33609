import { fork } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { join } from 'node:path';
import { childEnvironment, detached, endOf, stopChild } from './children';
import type { Arrival, Listening, ReceiverReport, Serve, Serving } from './protocol';

/** The receiver in a process of its own. */
export interface Receiver {
  /** Where an endpoint of this name receives. */
  urlOf(endpoint: string): string;
  /** Resolves when the receiver knows an endpoint. */
  serve(serve: Omit<Serve, 'type'>): Promise<void>;
  /** Rejects when the process ends by itself. */
  readonly end: Promise<never>;
  stop(): Promise<void>;
}

/** Starts it; `onArrival` is told of each request. */
export async function startReceiver(
  onArrival: (arrival: Arrival) => void,
  signal: AbortSignal,
): Promise<Receiver> {
  const child = fork(join(__dirname, 'receiver.main.js'), [], {
    env: childEnvironment(),
    detached,
  });
  const end = endOf(child, 'The receiver', () => '');
  const reports = new EventEmitter();
  child.on('message', (report: ReceiverReport) => reports.emit(report.type, report));
  reports.on('arrival', onArrival);
  try {
    const listening = once(reports, 'listening', { signal }) as Promise<[Listening]>;
    const [{ port }] = await Promise.race([listening, end]);
    return {
      urlOf: (endpoint) => `http://127.0.0.1:${port}/${endpoint}`,
      serve: async (serve) => {
        const answers = on(reports, 'serving', { signal });
        child.send({ type: 'serve', ...serve } satisfies Serve);
        for await (const [answer] of answers as AsyncIterable<[Serving]>) {
          if (answer.endpoint === serve.endpoint) return;
        }
      },
      end,
      stop: () => stopChild(child),
    };
  } catch (error) {
    await stopChild(child);
    throw error;
  }
}
