import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ChildReport, Question } from '../protocol';

/** What keeps a variable that is meant for the user's own host from changing a run. */
const OURS = /^(DATABASE_|REDIS_|JWT_|HOOKLINE_|WEBHOOK_|PG)|^(NODE_ENV|NODE_OPTIONS)$/;

/** Long enough for a child that starts while all others are busy. */
const START_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 20_000;

/** How a child ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** A process of ours that answers questions. It ends with us: its channel closes. */
export class Child<Order> {
  readonly ready: Promise<number | undefined>;
  readonly exited: Promise<Exit>;
  private readonly process: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  constructor(
    readonly label: string,
    script: string,
    environment: Record<string, string>,
    onReport: (report: ChildReport) => void = () => undefined,
  ) {
    const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name));
    this.process = fork(script, [], {
      env: { ...Object.fromEntries(kept), ...environment },
      // A Ctrl-C is for us: children end in their turn.
      detached: process.platform !== 'win32',
    });
    this.process.on('message', (report: ChildReport) => {
      if (report.type === 'answer') this.answered(report);
      onReport(report);
    });
    this.process.on('error', () => undefined);
    this.exited = new Promise((resolve) => {
      this.process.once('exit', (code, signal) => {
        const failure = new Error(`${label} ended (${String(signal ?? code)})`);
        for (const { reject } of this.pending.values()) reject(failure);
        this.pending.clear();
        resolve({ code, signal });
      });
    });
    this.ready = this.start();
    this.ready.catch(() => undefined);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** @throws Error when the child says so, ends, or does not answer in time */
  async ask<Value = void>(order: Order, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Value> {
    const id = this.nextId++;
    const answer = new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
    const question: Question<Order> = { id, order };
    this.process.send(question, (error) => {
      if (error) this.answered({ type: 'answer', id, error: `${this.label}: ${error.message}` });
    });
    const timer = setTimeout(() => {
      this.answered({ type: 'answer', id, error: `${this.label} does not answer` });
    }, timeoutMs);
    try {
      return (await answer) as Value;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sends a signal to this process alone, by its id. */
  kill(signal: NodeJS.Signals): void {
    if (this.alive) this.process.kill(signal);
  }

  /** Ends it at once, frozen or not. */
  async end(): Promise<void> {
    this.kill('SIGCONT');
    this.kill('SIGKILL');
    await this.exited;
  }

  private async start(): Promise<number | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new Error(`${this.label} did not start in time`);
      timer = setTimeout(() => reject(error), START_TIMEOUT_MS);
    });
    const ended = this.exited.then(({ code, signal }) => {
      throw new Error(`${this.label} ended before it was ready (${String(signal ?? code)})`);
    });
    try {
      const [report] = (await Promise.race([once(this.process, 'message'), ended, late])) as [
        ChildReport,
      ];
      return report.type === 'ready' ? report.port : undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  private answered({ id, value, error }: Extract<ChildReport, { type: 'answer' }>): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) pending?.resolve(value);
    else pending?.reject(new Error(error));
  }
}
