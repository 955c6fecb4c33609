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
  /** When it is due, in ms since 1970. */
  dueAt: number;
}

/** What a test can do next to bring deliveries to their end. */
export type NextStep =
  | { kind: 'wait' }
  /** A hand-off is probably under way; the clock moves only if it does not come. */
  | { kind: 'hand_off'; dueAt: number }
  | { kind: 'advance'; dueAt: number }
  /** Everything left is held: time alone does not help. */
  | { kind: 'stuck' };

/** Decides from what is live and the clock's time. */
export function nextStep(live: readonly LiveDelivery[], now: number): NextStep {
  if (live.some(({ inFlight }) => inFlight)) return { kind: 'wait' };
  const waiting = live.filter(({ hold }) => hold === null);
  const [first] = waiting.toSorted((one, other) => one.dueAt - other.dueAt);
  if (first === undefined) return { kind: 'stuck' };
  const { dueAt } = first;
  if (dueAt <= now) return { kind: 'wait' };
  return { kind: waiting.some(({ attempts }) => attempts === 0) ? 'hand_off' : 'advance', dueAt };
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
