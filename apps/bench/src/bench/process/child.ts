import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, CommonApi, Handlers, Request } from './serve';

/** How long a child may take to stop before it is killed. */
const STOP_TIMEOUT_MS = 15_000;
/** How much of what a child says is kept for the message about its end. */
const KEPT_OUTPUT = 4_000;

/** Variables of the user's that would change what is measured. */
const UNWANTED = /^(DATABASE_|REDIS_|HOOKLINE_|NODE_OPTIONS$|NODE_ENV$)/;

export interface ChildOptions {
  /** The compiled program, relative to the folder of the benchmark. */
  program: string;
  /** Stops every request that is under way. */
  signal: AbortSignal;
  /** Flags for Node. */
  flags?: string[];
}

interface Pending {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** A process of our own that answers requests over Node's IPC channel. */
export class Child<Api extends Handlers<Api>> {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private output = '';
  private stopping = false;

  private constructor(
    private readonly process: ChildProcess,
    private readonly program: string,
  ) {}

  /** Starts it, and resolves when it is ready. */
  static async start<Api extends Handlers<Api>>(options: ChildOptions): Promise<Child<Api>> {
    const { program, signal, flags = [] } = options;
    signal.throwIfAborted();
    const kept = Object.entries(process.env).filter(([name]) => !UNWANTED.test(name));
    const forked = fork(join(__dirname, '..', program), [], {
      env: Object.fromEntries(kept),
      execArgv: flags,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A Ctrl-C of the terminal reaches us alone; the children end in their turn.
      detached: process.platform !== 'win32',
    });
    const child = new Child<Api>(forked, program);
    const ready = new Promise<void>((resolve, reject) => {
      child.pending.set(0, { resolve, reject });
    });
    child.listen(signal);
    await ready;
    return child;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Sends a request; rejects when it fails, when the child ends, or when the benchmark is stopped. */
  call<Name extends keyof Api & string>(
    name: Name,
    ...[parameter]: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>> {
    return this.request(name, parameter) as Promise<Awaited<ReturnType<Api[Name]>>>;
  }

  /** Sends a request that every child understands. */
  ask<Name extends keyof CommonApi>(
    name: Name,
    ...[parameter]: Parameters<CommonApi[Name]>
  ): Promise<Awaited<ReturnType<CommonApi[Name]>>> {
    return this.request(name, parameter) as Promise<Awaited<ReturnType<CommonApi[Name]>>>;
  }

  /** Sends a request and does not care for its answer. */
  tell<Name extends keyof Api & string>(name: Name, ...[parameter]: Parameters<Api[Name]>): void {
    if (!this.process.connected) return;
    // The child may just have ended; whoever waits for it hears so.
    this.process.send({ id: -1, name, parameter } satisfies Request, () => undefined);
  }

  /** Lets it finish what it has; kills it in the end. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOP_TIMEOUT_MS);
    if (this.process.connected) {
      this.process.send(
        { id: -1, name: 'stop', parameter: undefined } satisfies Request,
        () => undefined,
      );
    } else {
      this.process.kill('SIGKILL');
    }
    await ended;
    clearTimeout(timer);
  }

  private request(name: string, parameter: unknown): Promise<unknown> {
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.process.send({ id, name, parameter } satisfies Request, (error) => {
        if (error) this.settle({ id, error: error.message });
      });
    });
  }

  private listen(signal: AbortSignal): void {
    const keep = (text: Buffer): void => {
      this.output = (this.output + text.toString()).slice(-KEPT_OUTPUT);
    };
    this.process.stdout?.on('data', keep);
    this.process.stderr?.on('data', keep);
    this.process.on('message', (answer: Answer) => this.settle(answer));
    this.process.once('error', (error) => this.rejectAll(error));
    this.process.once('exit', (code, by) => {
      if (!this.stopping) this.rejectAll(new Error(this.endMessage(String(by ?? code))));
    });
    const stopped = (): void => this.rejectAll(new Error('The benchmark was stopped.'));
    signal.addEventListener('abort', stopped, { once: true });
    this.process.once('exit', () => signal.removeEventListener('abort', stopped));
  }

  private endMessage(how: string): string {
    return `${this.program} ended by itself (${how}).\n${this.output}`.trimEnd();
  }

  private settle({ id, result, error }: Answer): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) pending?.resolve(result as never);
    else pending?.reject(new Error(`${this.program}: ${error}\n${this.output}`.trimEnd()));
  }

  private rejectAll(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
