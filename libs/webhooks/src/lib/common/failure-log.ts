import type { LoggerService } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import type { Trouble } from './health-part';

/** A try that takes longer than this is as good as one that failed. */
const HANGING_MS = 3_000;

/**
 * Something that is tried again and again: logged when it begins to fail and when it works again, not
 * each time. Knows what is wrong with it now.
 */
export class FailureLog {
  private failure: Trouble | undefined;
  /** Monotonic time at which the try began that is under way. */
  private beganAt: number | undefined;

  /** @param what begins the sentences, e.g. `The heartbeat` */
  constructor(
    private readonly logger: LoggerService,
    private readonly what: string,
  ) {}

  /** Whether the last try failed. */
  get failing(): boolean {
    return this.failure !== undefined;
  }

  /** A try begins. Told only by those whose tries may hang. */
  began(): void {
    this.beganAt = performance.now();
  }

  failed(error: Error): void {
    this.beganAt = undefined;
    if (this.failure === undefined) this.logger.error(`${this.what} fails: ${error.message}`);
    const since = this.failure?.since ?? Date.now();
    this.failure = { since, reason: `fails (${describeFailure(error)})` };
  }

  succeeded(): void {
    this.beganAt = undefined;
    if (this.failure !== undefined) this.logger.log(`${this.what} works again`);
    this.failure = undefined;
  }

  /** What is wrong: the last try failed, or the one under way hangs. */
  trouble(): Trouble | undefined {
    if (this.failure !== undefined) return this.failure;
    const tookMs = performance.now() - (this.beganAt ?? Infinity);
    if (tookMs < HANGING_MS) return undefined;
    return { since: Date.now() - tookMs, reason: 'hangs' };
  }
}

/** Names a failure by its code alone: what a server says may name users, hosts and values. */
export function describeFailure(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code !== 'string') return typeof name === 'string' ? name : 'unknown';
  return /^[0-9A-Z]{5}$/.test(code) ? `SQLSTATE ${code}` : code;
}
