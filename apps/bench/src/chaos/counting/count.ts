import type { Arrival, EventKind } from '../protocol';
import { countLanes } from './count-lanes';

/** A number that is known to be committed. */
export interface Committed {
  number: number;
  kind: EventKind;
}

/**
 * What excuses a second request with the same attempt: the first was started before `until` by this
 * process, and was not recorded.
 */
export interface Disturbance {
  /** Label of the process that was killed, or whose life was taken over. */
  worker: string;
  /** In ms since 1970. */
  until: number;
  /** Attempts that were recorded already, as {@link attemptKey}; unknown when a life was lost. */
  recorded?: ReadonlySet<string>;
}

/** Everything that is known of a round when it is quiet. */
export interface Evidence {
  committed: readonly Committed[];
  /** Names of the endpoints; each event goes to each of them. */
  endpoints: readonly string[];
  arrivals: readonly Arrival[];
  /** `number:endpoint` of each dead letter. */
  deadLetters: ReadonlySet<string>;
  disturbances: readonly Disturbance[];
  /** Deliveries that stand in line, by their uuid. */
  places: ReadonlyMap<string, Place>;
}

/** Where a delivery stands: in which line, and behind how many. */
export interface Place {
  line: string;
  place: number;
}

/** What a round came to. */
export interface Count {
  /** Events that were committed. */
  events: number;
  /** Deliveries of committed events that neither arrived nor are dead letters. */
  lost: number;
  /** Arrivals of what was rolled back. */
  phantoms: number;
  /** Keyed events that became two events. */
  doubled: number;
  /** Requests that repeated an attempt. */
  duplicated: number;
  /** Attempts that were started and not recorded at a fault, and may be repeated once for it. */
  allowed: number;
  /** Repeated attempts that nothing excuses. */
  unexcused: number;
  deadLetters: number;
  /** Arrivals that came before one ahead of them in line had left for the last time. */
  misordered: number;
  /** How many more than allowed were at the endpoint with a limit at once, at most. */
  overLimit: number;
}

/** The first request may have left a moment before the signal that ended its process came back to us. */
const SLACK_MS = 50;

/** Names an attempt: a delivery's uuid and the attempt's number. */
export function attemptKey(delivery: string, attempt: number): string {
  return `${delivery}:${attempt}`;
}

/** Compares what was committed with what arrived. */
export function count(evidence: Evidence): Count {
  const { committed, arrivals, deadLetters } = evidence;
  const known = new Set(committed.map(({ number }) => number));
  const phantoms = arrivals.filter(
    ({ kind, number }) => kind === 'transaction' && !known.has(number),
  );
  return {
    events: committed.length,
    lost: countLost(evidence),
    phantoms: phantoms.length,
    doubled: countDoubled(arrivals),
    ...countDuplicates(evidence),
    deadLetters: deadLetters.size,
    ...countLanes(evidence),
  };
}

function countLost({ committed, endpoints, arrivals, deadLetters }: Evidence): number {
  const seen = new Set(arrivals.map(({ number, endpoint }) => `${number}:${endpoint}`));
  let lost = 0;
  for (const { number } of committed) {
    for (const endpoint of endpoints) {
      const key = `${number}:${endpoint}`;
      if (!seen.has(key) && !deadLetters.has(key)) lost += 1;
    }
  }
  return lost;
}

/** A number is one event, however often it was published: two ids would be two events. */
function countDoubled(arrivals: readonly Arrival[]): number {
  const ids = new Map<number, string>();
  const doubled = new Set<number>();
  for (const { number, eventId } of arrivals) {
    const known = ids.get(number);
    if (known === undefined) ids.set(number, eventId);
    else if (known !== eventId) doubled.add(number);
  }
  return doubled.size;
}

function countDuplicates({
  arrivals,
  disturbances,
}: Evidence): Pick<Count, 'duplicated' | 'allowed' | 'unexcused'> {
  const attempts = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const key = attemptKey(arrival.delivery, arrival.attempt);
    const known = attempts.get(key);
    if (known === undefined) attempts.set(key, [arrival]);
    else known.push(arrival);
  }
  const byWorker = groupByWorker(disturbances);
  const result = { duplicated: 0, allowed: 0, unexcused: 0 };
  for (const [key, requests] of attempts) {
    const repeats = requests.length - 1;
    const { exact, ifRepeated } = excuses(key, requests, byWorker);
    const allowed = exact + Math.min(ifRepeated, Math.max(0, repeats - exact));
    result.duplicated += repeats;
    result.allowed += allowed;
    result.unexcused += Math.max(0, repeats - allowed);
  }
  return result;
}

function groupByWorker(disturbances: readonly Disturbance[]): Map<string, Disturbance[]> {
  const byWorker = new Map<string, Disturbance[]>();
  for (const disturbance of disturbances) {
    const known = byWorker.get(disturbance.worker);
    if (known === undefined) byWorker.set(disturbance.worker, [disturbance]);
    else known.push(disturbance);
  }
  return byWorker;
}

/**
 * How often an attempt may be repeated. `exact`: known at the kill itself to be started and unrecorded.
 * `ifRepeated`: a lost life or an exchange that the receiver broke, of which only a repeat tells.
 */
function excuses(
  key: string,
  requests: readonly Arrival[],
  byWorker: ReadonlyMap<string, readonly Disturbance[]>,
): { exact: number; ifRepeated: number } {
  let exact = 0;
  let ifRepeated = 0;
  for (const { worker, startedAt, broken } of requests) {
    if (broken) ifRepeated += 1;
    const [cause] = (byWorker.get(worker) ?? []).filter(
      ({ until, recorded }) => startedAt <= until + SLACK_MS && !recorded?.has(key),
    );
    if (cause === undefined) continue;
    if (cause.recorded === undefined) ifRepeated += 1;
    else exact += 1;
  }
  return { exact, ifRepeated };
}
