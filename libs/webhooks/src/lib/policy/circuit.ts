/** When an endpoint counts as away, and for how long it is left alone then. */
export interface CircuitPolicy {
  /** Attempts in a row without an answer. */
  consecutiveFailures: number;
  /** Share (0–1) of the attempts of the window that had no answer. */
  failureRatio: number;
  /** Attempts that the window must have for its share to count. */
  minimumAttempts: number;
  /** In ms. */
  windowMs: number;
  /** How long it stays open at first, in ms; twice as long each time that the probe fails. */
  openMs: number;
  /** The longest that it stays open, in ms. */
  maxOpenMs: number;
}

/** Parts of the window: the oldest part is forgotten as a whole. */
const PARTS = 10;

interface Part {
  /** Which part since 1970. */
  number: number;
  failed: number;
  answered: number;
}

/**
 * What came of the last attempts at an endpoint. It begins with a failure: an endpoint that always
 * answers needs none.
 */
export class AttemptWindow {
  private readonly parts: Part[] = [];
  private consecutive = 0;

  constructor(private readonly policy: CircuitPolicy) {}

  /** An attempt ended, at clock time `now`. Answers whether the circuit has to open. */
  failed(now: number): boolean {
    this.consecutive += 1;
    this.part(now).failed += 1;
    const { consecutiveFailures, failureRatio, minimumAttempts } = this.policy;
    if (this.consecutive >= consecutiveFailures) return true;
    const { failed, attempts } = this.sums();
    return attempts >= minimumAttempts && failed / attempts >= failureRatio;
  }

  /** An attempt was answered. Answers whether anything is left to remember. */
  answered(now: number): boolean {
    this.consecutive = 0;
    this.part(now).answered += 1;
    return this.sums().failed > 0;
  }

  private sums(): { failed: number; attempts: number } {
    let failed = 0;
    let attempts = 0;
    for (const part of this.parts) {
      failed += part.failed;
      attempts += part.failed + part.answered;
    }
    return { failed, attempts };
  }

  private part(now: number): Part {
    const number = Math.floor((now * PARTS) / this.policy.windowMs);
    while (this.parts[0] !== undefined && this.parts[0].number <= number - PARTS) {
      this.parts.shift();
    }
    const last = this.parts.at(-1);
    if (last !== undefined && last.number >= number) return last;
    const part = { number, failed: 0, answered: 0 };
    this.parts.push(part);
    return part;
  }
}

/** How long the circuit stays open the `openings`th time in a row (from 1), in ms. */
export function openForMs({ openMs, maxOpenMs }: CircuitPolicy, openings: number): number {
  return Math.min(maxOpenMs, openMs * 2 ** Math.min(30, openings - 1));
}
