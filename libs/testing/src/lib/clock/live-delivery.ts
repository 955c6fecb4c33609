/** A delivery that has not come to its end yet, as the test database knows it. */
export interface LiveDelivery {
  /** The stored uuid. */
  id: string;
  eventType: string;
  /** Name of the endpoint. */
  endpoint: string;
  /** Attempts made so far. */
  attempts: number;
  /** Whether a process has it in hand. */
  inFlight: boolean;
  /** Why it is held, `null` when it is not. */
  hold: string | null;
  /** When it is due, in ms since 1970; not before its endpoint's circuit lets the next one through. */
  dueAt: number;
}

/** Reasons to be held that end by themselves: the lane of the endpoint lets one after the other through. */
const ENDED_BY_LANE: readonly (string | null)[] = [
  'rate_limit',
  'concurrency',
  'circuit_open',
  'ordering',
];
/** How far the clock goes for a lane that does not say when its next one goes, in ms. */
const LANE_STEP_MS = 1_000;

/** What a test can do next to bring deliveries to their end. */
export type NextStep =
  | { kind: 'wait' }
  /** A hand-off, or a lane's next turn, is probably under way; the clock moves only if it does not come. */
  | { kind: 'hand_off'; dueAt: number }
  | { kind: 'advance'; dueAt: number }
  /** Everything left is held by something that time does not end. */
  | { kind: 'stuck' };

/** Decides from what is live and the clock's time. */
export function nextStep(live: readonly LiveDelivery[], now: number): NextStep {
  if (live.some(({ inFlight }) => inFlight)) return { kind: 'wait' };
  const waiting = live.filter(({ hold }) => hold === null);
  const [first] = waiting.toSorted((one, other) => one.dueAt - other.dueAt);
  if (first === undefined) return nextLaneStep(live, now);
  const { dueAt } = first;
  if (dueAt <= now) return { kind: 'wait' };
  return { kind: waiting.some(({ attempts }) => attempts === 0) ? 'hand_off' : 'advance', dueAt };
}

function nextLaneStep(live: readonly LiveDelivery[], now: number): NextStep {
  const inLanes = live.filter(({ hold }) => ENDED_BY_LANE.includes(hold));
  if (inLanes.length === 0) return { kind: 'stuck' };
  const later = inLanes.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > now);
  return { kind: 'hand_off', dueAt: later.length > 0 ? Math.min(...later) : now + LANE_STEP_MS };
}

const MOST_LINES = 10;

/** What is still live, one line each, for an error message. */
export function describeLive(live: readonly LiveDelivery[]): string {
  const lines = live.slice(0, MOST_LINES).map((delivery) => `  - ${describe(delivery)}`);
  if (live.length > MOST_LINES) lines.push(`  … and ${live.length - MOST_LINES} more`);
  return lines.join('\n');
}

function describe({ eventType, endpoint, attempts, ...state }: LiveDelivery): string {
  const what = `${eventType} to "${endpoint}", ${attempts} attempts made`;
  if (state.inFlight) return `${what}, in flight (does the receiver hang?)`;
  if (state.hold !== null) return `${what}, held: ${state.hold}`;
  return `${what}, due ${new Date(state.dueAt).toISOString()} (is there a worker?)`;
}
