import { setTimeout as delay } from 'node:timers/promises';
import { describeFailure } from '../common/failure-log';
import type { HealthPart, HealthPartName, Trouble } from '../common/health-part';

/** `degraded`: it works, but worse. */
export type WebhooksHealthStatus = 'up' | 'degraded' | 'down';

/** How one part is. */
export interface WebhooksPartHealth {
  status: WebhooksHealthStatus;
  /** ISO 8601: when this began, or was first seen, by this machine's clock. */
  since: string;
  /** What is wrong, unless it is up: codes, no names of hosts or users. */
  reason?: string;
}

/** A part that is silent for longer has to be taken for down: the whole check has two seconds. */
const PATIENCE_MS = 1_500;

/** Looks at one part again and again. */
export class PartWatch {
  private last: { trouble: boolean; since: number } = { trouble: false, since: Date.now() };
  private asking: Promise<Trouble | undefined> | undefined;

  constructor(private readonly part: HealthPart) {}

  get name(): HealthPartName {
    return this.part.part;
  }

  /** Never rejects. Who is silent is not asked again before he has answered. */
  async look(): Promise<WebhooksPartHealth> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    const trouble = await this.answerOf(this.asking);
    const changed = this.last.trouble !== (trouble !== undefined);
    const since = trouble?.since ?? (changed ? Date.now() : this.last.since);
    this.last = { trouble: trouble !== undefined, since };
    const at = new Date(since).toISOString();
    if (trouble === undefined) return { status: 'up', since: at };
    const isDown = this.part.needed && trouble.mild !== true;
    return { status: isDown ? 'down' : 'degraded', since: at, reason: trouble.reason };
  }

  private async ask(): Promise<Trouble | undefined> {
    try {
      return await this.part.trouble();
    } catch (error) {
      return { reason: `does not answer (${describeFailure(error)})` };
    }
  }

  private async answerOf(asking: Promise<Trouble | undefined>): Promise<Trouble | undefined> {
    const answered = new AbortController();
    const late = delay<Trouble>(PATIENCE_MS, { reason: 'does not answer' }, answered);
    late.catch(() => undefined);
    try {
      return await Promise.race([asking, late]);
    } finally {
      answered.abort();
    }
  }
}
