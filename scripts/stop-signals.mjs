import { constants } from 'node:os';

/**
 * npm passes a signal on that the terminal has sent to everybody already, so one Ctrl-C may arrive
 * twice. A person needs longer than this for a second one.
 */
const SAME_SIGNAL_MS = 500;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into two promises-like hooks: the first signal asks for a good end,
 * the second forces one.
 */
export class StopSignals {
  /** The first signal's name, once there was one. */
  asked;

  #first = 0;
  #onAsked = () => undefined;
  #onForced = () => undefined;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => this.#receive(signal));
    }
    // A closed terminal must not end us before the server is stopped.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  }

  /** Sets what to do now; a signal that came before counts. */
  handle({ onAsked = () => undefined, onForced = () => undefined }) {
    this.#onAsked = onAsked;
    this.#onForced = onForced;
    if (this.asked) onAsked();
  }

  /** The exit code of a process that this signal ended. */
  get exitCode() {
    return 128 + (constants.signals[this.asked] ?? 0);
  }

  #receive(signal) {
    const now = performance.now();
    if (!this.asked) {
      this.asked = signal;
      this.#first = now;
      this.#onAsked();
    } else if (now - this.#first > SAME_SIGNAL_MS) {
      this.#onForced();
    }
  }
}
