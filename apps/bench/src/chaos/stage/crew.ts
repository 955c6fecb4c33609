import { join } from 'node:path';
import type { ActorOptions, ActorOrder, Role } from '../protocol';
import { Child } from './child';

export type Actor = Child<ActorOrder>;

/** More at once would take the processor from those that work. */
const STARTING_AT_ONCE = 2;
const NUMBERS_EACH = 1_000_000;

/** Where a crew's processes work, and who is told of what. */
export interface CrewOptions {
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Events each second of all publishers together. */
  eventsPerSecond: number;
  onLifeLost: (label: string, until: number) => void;
  /** A process ended that nobody had ended. */
  onUnexpectedEnd: (label: string, how: string) => void;
}

/**
 * The processes of the library. As many of each role are kept running as are asked for: who is ended is
 * replaced in the background, so that a kill costs little.
 */
export class Crew {
  private readonly wanted: Record<Role, number> = { publisher: 0, worker: 0, host: 0 };
  private readonly members: Record<Role, Actor[]> = { publisher: [], worker: [], host: [] };
  private readonly ready = new Set<Actor>();
  private readonly expected = new WeakSet<Actor>();
  private readonly waiters: (() => void)[] = [];
  private readonly queue: { role: Role; clockShiftMs: number }[] = [];
  private starting = 0;
  private started = 0;
  private round: string | undefined;
  private failure: Error | undefined;
  private closed = false;
  private replacing = true;

  constructor(private readonly options: CrewOptions) {}

  /** How many of a role are to be kept running. Fewer than now: the youngest are asked to end. */
  async staff(role: Role, count: number): Promise<void> {
    this.wanted[role] = count;
    const tooMany = this.members[role].slice(count);
    await Promise.all(tooMany.map((actor) => this.dismiss(actor)));
    this.fill(role);
    await this.whenReady(role, count);
  }

  /** Starts one more whose clock is off; it counts among those wanted. */
  async addShifted(role: Role, clockShiftMs: number): Promise<void> {
    this.wanted[role] += 1;
    this.queue.push({ role, clockShiftMs });
    this.startWaiting();
    await this.whenReady(role, this.wanted[role]);
  }

  /** Replaces everybody, one role after the other, by processes without any past. */
  async renew(): Promise<void> {
    for (const role of ['worker', 'publisher'] as const) {
      const { length } = this.members[role];
      await this.staff(role, 0);
      await this.staff(role, length - 1);
    }
  }

  /** Those of a role that work now. */
  of(role: Role): Actor[] {
    return this.members[role].filter((actor) => actor.alive && this.ready.has(actor));
  }

  /** One of a role, at random, once at least two work: somebody has to go on. */
  async pick(role: Role): Promise<Actor> {
    await this.whenReady(role, Math.min(2, this.wanted[role]));
    const actors = this.of(role);
    const actor = actors[Math.floor(Math.random() * actors.length)];
    if (actor === undefined) throw new Error(`No ${role} is left`);
    return actor;
  }

  /** Resolves when everybody is there. */
  async complete(): Promise<void> {
    for (const role of ['publisher', 'worker', 'host'] as const) {
      await this.whenReady(role, this.wanted[role]);
    }
  }

  /** From now on nobody is replaced: the end is near. */
  stopReplacing(): void {
    this.replacing = false;
  }

  /** This end is ours: it is no failure of the process. */
  expectEnd(actor: Actor): void {
    this.expected.add(actor);
  }

  /** All publishers publish, and so do those that are started from now on. */
  async publish(round: string): Promise<void> {
    this.round = round;
    await Promise.all(this.publishing().map((actor) => actor.ask({ type: 'publish', round })));
  }

  /** Resolves when nothing that was begun is under way any more. */
  async pause(): Promise<void> {
    this.round = undefined;
    const pauses = this.publishing().map((actor) =>
      // Its end was told already; what it had begun is what the database says.
      actor.ask({ type: 'pause' }).catch((error: Error) => {
        if (actor.alive) throw error;
      }),
    );
    await Promise.all(pauses);
  }

  /** Ends all of them at once. */
  async close(): Promise<void> {
    this.closed = true;
    this.queue.length = 0;
    const all = Object.values(this.members).flat();
    for (const actor of all) this.expectEnd(actor);
    await Promise.all(all.map((actor) => actor.end()));
  }

  private publishing(): Actor[] {
    return [...this.of('publisher'), ...this.of('host')];
  }

  private async dismiss(actor: Actor): Promise<void> {
    this.expectEnd(actor);
    actor.kill('SIGTERM');
    await actor.exited;
  }

  private fill(role: Role): void {
    const coming = this.queue.filter((waiting) => waiting.role === role).length;
    const missing = this.wanted[role] - this.members[role].length - coming;
    for (let count = 0; count < missing; count += 1) this.queue.push({ role, clockShiftMs: 0 });
    this.startWaiting();
  }

  private startWaiting(): void {
    while (!this.closed && this.starting < STARTING_AT_ONCE) {
      const next = this.queue.shift();
      if (next === undefined) return;
      this.start(next.role, next.clockShiftMs);
    }
  }

  private start(role: Role, clockShiftMs: number): void {
    this.started += 1;
    const actor = this.fork(role, clockShiftMs);
    this.members[role].push(actor);
    this.starting += 1;
    actor.ready
      .then(async () => {
        this.ready.add(actor);
        const { round } = this;
        if (round !== undefined && role !== 'worker') await actor.ask({ type: 'publish', round });
      })
      .catch((error: Error) => {
        if (!this.expected.has(actor)) this.failure ??= error;
      })
      .finally(() => {
        this.starting -= 1;
        this.startWaiting();
        this.callWaiters();
      });
    void actor.exited.then(({ code, signal }) => {
      this.members[role] = this.members[role].filter((member) => member !== actor);
      if (this.closed) return;
      if (!this.expected.has(actor)) {
        this.options.onUnexpectedEnd(actor.label, String(signal ?? code));
        // What can't even start would be started for ever.
        if (!this.ready.has(actor)) return;
      }
      if (this.replacing) this.fill(role);
    });
  }

  private fork(role: Role, clockShiftMs: number): Actor {
    const label = `${role}-${this.started}`;
    const { databaseUrl, redisUrl, eventsPerSecond } = this.options;
    const options: ActorOptions = {
      role,
      label,
      databaseUrl,
      ...(redisUrl !== undefined && { redisUrl }),
      clockShiftMs,
      firstNumber: this.started * NUMBERS_EACH,
      eventsPerSecond: eventsPerSecond / Math.max(1, this.wanted.publisher + this.wanted.host),
    };
    const script = join(__dirname, '../actor/actor.main.js');
    return new Child(label, script, { CHAOS_ACTOR: JSON.stringify(options) }, (report) => {
      if (report.type === 'life-lost') this.options.onLifeLost(label, report.until);
    });
  }

  private async whenReady(role: Role, count: number): Promise<void> {
    while (this.of(role).length < count) {
      if (this.failure !== undefined) throw this.failure;
      if (this.closed) throw new Error('The run was ended');
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
  }

  private callWaiters(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}
