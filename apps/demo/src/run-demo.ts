import { startTemporaryPostgres } from '@hookline/local-postgres';
import { randomBytes } from 'node:crypto';
import { ApiClient } from './api-client';
import { type OpenDocument, openDocument } from './document-client';
import { startHost } from './host';
import { arrivalsAt, play, type Performance } from './play';
import type { Arrival } from './protocol';
import { startReceiver } from './receiver-process';
import { deadLetterTable, endpointTable } from './summary';
import { Timeline } from './timeline';
import { signToken } from './token';
import { differences } from './verdict';

/** How the demo is run. */
export interface DemoOptions {
  /** Ends it early; everything that was started is stopped. */
  signal: AbortSignal;
  /** Takes each line of the output. */
  write: (line: string) => void;
}

/** Undone in reverse, whatever happens. */
type CleanUp = (() => Promise<void>)[];

const TENANT = 'demo';

/**
 * Starts PostgreSQL, the host and a receiver, has events happen, and compares what arrived with what
 * had to.
 * @returns whether what was received is exactly what was expected
 * @throws Error when something does not start, and the signal's reason when it was aborted
 */
export async function runDemo({ signal, write }: DemoOptions): Promise<boolean> {
  const startedAt = performance.now();
  const arrivals: Arrival[] = [];
  const cleanUp: CleanUp = [];
  let performances: Performance[];
  try {
    performances = await stage({ signal, write }, arrivals, cleanUp);
  } finally {
    // The host ends before the receiver: what it still sends then is counted.
    for (const undo of cleanUp.reverse()) await undo();
  }
  const ok = report(performances, arrivals, write);
  write(`\n${((performance.now() - startedAt) / 1_000).toFixed(1)} s in all.`);
  return ok;
}

async function stage(
  { signal, write }: DemoOptions,
  arrivals: Arrival[],
  cleanUp: CleanUp,
): Promise<Performance[]> {
  const timeline = new Timeline(write);
  timeline.heading();
  const postgres = await startTemporaryPostgres();
  cleanUp.push(() => postgres.stop());
  signal.throwIfAborted();
  const databaseUrl = await postgres.createDatabase('demo');
  timeline.note(`PostgreSQL listens on port ${postgres.port}`);

  const onArrival = (arrival: Arrival): void => {
    arrivals.push(arrival);
    timeline.arrived(arrival);
  };
  const receiver = await startReceiver(onArrival, signal);
  cleanUp.push(() => receiver.stop());

  const secret = randomBytes(32).toString('base64');
  const host = await startHost({ DATABASE_URL: databaseUrl, JWT_SECRET: secret }, signal);
  cleanUp.push(() => host.stop());
  timeline.note(`the host listens on ${host.url}`);

  const token = signToken(secret, TENANT);
  const api = new ApiClient(host.url, token, signal);
  const open = (name: string): Promise<OpenDocument> => openDocument(host.url, name, token, signal);
  const played = play({ api, receiver, timeline, signal, openDocument: open });
  return Promise.race([played, host.end, receiver.end]);
}

/** Prints the tables and every difference. */
function report(
  performances: readonly Performance[],
  arrivals: readonly Arrival[],
  write: (line: string) => void,
): boolean {
  const results = performances.map((performed) => ({
    ...performed,
    arrivals: arrivalsAt(performed.endpoint, arrivals),
  }));
  for (const lines of [endpointTable(results), deadLetterTable(results)]) {
    write('');
    lines.forEach(write);
  }
  const found = results.flatMap((result) => differences(result, result));
  write('');
  if (found.length === 0) {
    write(`All ${arrivals.length} requests were expected, and their signatures verified.`);
  } else {
    write('Not what was expected:');
    for (const line of found) write(`  ${line}`);
  }
  return found.length === 0;
}
