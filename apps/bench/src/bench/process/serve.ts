import { Profiling } from '../profile/profiling';

/** What a child process answers to: one function for each request, of one parameter. */
export type Handlers<Api> = { [Name in keyof Api]: (parameter: never) => unknown };

/** What every child process answers to, beside its own. */
export interface CommonApi {
  /** CPU time (user and system) and resident memory of the process so far. */
  usage(): Usage;
  /** Begins to sample the process's stacks. */
  startProfile(): Promise<void>;
  /** Writes the samples since {@link startProfile} to a `.cpuprofile` file. */
  stopProfile(file: string): Promise<void>;
}

export interface Usage {
  cpuMs: number;
  rssBytes: number;
}

/** A request as it travels between the processes. */
export interface Request {
  id: number;
  name: string;
  parameter: unknown;
}

/** The answer to a {@link Request}; a child sends the id 0 once, when it is ready. */
export interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1e3, rssBytes: process.memoryUsage.rss() };
}

/**
 * Answers the requests of the parent process until it disconnects or asks to stop: then `stop` runs,
 * and the process ends. It never outlives its parent.
 */
export function serve<Api extends Handlers<Api>>(api: Api, stop: () => unknown): void {
  const profiling = new Profiling();
  const common: CommonApi = {
    usage,
    startProfile: () => profiling.start(),
    stopProfile: (file) => profiling.stop(file),
  };
  const end = async (): Promise<void> => {
    await stop();
    process.exit(0);
  };
  const handlers = { ...common, stop: end, ...api } as Record<
    string,
    (parameter: unknown) => unknown
  >;
  const answer = async ({ id, name, parameter }: Request): Promise<void> => {
    try {
      const result = await handlers[name]?.(parameter);
      process.send?.({ id, result } satisfies Answer);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ id, error: text } satisfies Answer);
    }
  };
  process.on('message', (request: Request) => void answer(request));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0 } satisfies Answer);
}
