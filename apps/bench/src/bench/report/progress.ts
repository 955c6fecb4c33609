/** A stream for people. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[K';

/** Says what is going on: on a terminal in one line that changes, elsewhere one line a scenario. */
export class Progress {
  private readonly startedAt = performance.now();
  private scenario = '';

  constructor(private readonly stream: ProgressStream) {}

  /** A scenario begins. */
  begin(scenario: string, position: string): void {
    this.scenario = `[${position}] ${scenario}`;
    if (this.stream.isTTY === true) this.step('');
    else this.stream.write(`${this.seconds()} ${this.scenario}\n`);
  }

  /** Something of the scenario begins. */
  step(text: string): void {
    if (this.stream.isTTY !== true) return;
    const what = text === '' ? '' : `: ${text}`;
    this.stream.write(`${CLEAR_LINE}${this.seconds()} ${this.scenario}${what}`);
  }

  /** A line that stays. */
  line(text: string): void {
    this.stream.write(this.stream.isTTY === true ? `${CLEAR_LINE}${text}\n` : `${text}\n`);
  }

  end(): void {
    if (this.stream.isTTY === true) this.stream.write(CLEAR_LINE);
  }

  private seconds(): string {
    return `${((performance.now() - this.startedAt) / 1_000).toFixed(0).padStart(4)} s`;
  }
}
