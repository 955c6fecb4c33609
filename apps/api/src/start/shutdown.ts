/** What has to stop, and how the process ends. */
export interface Shutdown {
  /** Finishes what is in flight and lets go of everything. */
  close: () => Promise<void>;
  /** Ends the process. */
  exit: (code: number) => void;
  /** Tells people. */
  say: (line: string) => void;
  /** How long `close` may take before the process ends anyway, in ms. */
  deadlineMs: number;
  /** Whether a supervisor holds the other end of our IPC channel; when it dies, we stop. */
  supervised: boolean;
}

/** Signals and the channel to a supervisor: `process`, or a stand-in. */
export type ProcessEvents = Pick<NodeJS.EventEmitter, 'on'>;

/**
 * Stops in good order on SIGINT, SIGTERM, or when the supervisor is gone; a second signal stops at
 * once. Exit code 0 after good order, 1 otherwise.
 */
export function stopOnSignals(events: ProcessEvents, shutdown: Shutdown): void {
  let stopping = false;
  const stop = (cause: string, again: boolean): void => {
    if (stopping) {
      if (again) {
        shutdown.say(`${cause} again: stopping at once.`);
        shutdown.exit(1);
      }
      return;
    }
    stopping = true;
    shutdown.say(`${cause}: finishing what is in flight; once more stops at once.`);
    void finish(shutdown);
  };
  events.on('SIGINT', () => stop('SIGINT', true));
  events.on('SIGTERM', () => stop('SIGTERM', true));
  // The supervisor's end is no second signal: it may end because we are stopping.
  if (shutdown.supervised) events.on('disconnect', () => stop('The supervisor is gone', false));
}

async function finish({ close, exit, say, deadlineMs }: Shutdown): Promise<void> {
  const timer = setTimeout(() => {
    say(`Not finished within ${deadlineMs / 1000} s: stopping.`);
    exit(1);
  }, deadlineMs);
  try {
    await close();
    exit(0);
  } catch (error) {
    say(`Stopping failed: ${error instanceof Error ? error.message : String(error)}`);
    exit(1);
  } finally {
    clearTimeout(timer);
  }
}
