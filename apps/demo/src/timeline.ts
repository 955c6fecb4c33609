import type { Arrival } from './protocol';

const WIDTHS = [9, 17, 10, 9, 8] as const;

function row(cells: readonly string[]): string {
  const padded = cells.map((cell, index) => {
    const width = WIDTHS[index];
    if (width === undefined) return cell;
    return index === 0 ? cell.padStart(width) : cell.padEnd(width);
  });
  return padded.join('  ').trimEnd();
}

/** Prints what happens, as it happens. */
export class Timeline {
  private readonly startedAt = performance.now();

  constructor(private readonly write: (line: string) => void) {}

  heading(): void {
    this.write(row(['time', 'event', 'endpoint', 'attempt', 'status', 'duration']));
  }

  /** A line about the demo itself. */
  note(text: string): void {
    this.write(row([this.now(), text]));
  }

  /** A call of the domain. */
  caused(type: string, call: string): void {
    this.write(row([this.now(), type, `<- ${call}`]));
  }

  arrived(arrival: Arrival): void {
    const { eventType, endpoint, attempt, status, durationMs, refusal } = arrival;
    const cells = [this.now(), eventType, endpoint, `#${attempt}`, String(status ?? 'none')];
    this.write(row([...cells, `${durationMs} ms${refusal === null ? '' : ` NOT VERIFIED`}`]));
  }

  private now(): string {
    return `${((performance.now() - this.startedAt) / 1_000).toFixed(3)} s`;
  }
}
