/**
 * Deliveries started in one turn of the event loop. Answers are read once a turn: with hundreds in flight to
 * quick receivers a turn that starts the next of each would take tens of milliseconds, and everybody's
 * commits and answers would wait for it. On the figure, see ADR 0024.
 */
const STARTS = 16;

/** How much may still start in this turn of the event loop. */
export class TurnBudget {
  private spent = 0;

  /** @param onTurn called in the next turn when something was started in this one */
  constructor(private readonly onTurn: () => void) {}

  get isSpent(): boolean {
    return this.spent >= STARTS;
  }

  /** Something starts. */
  spend(): void {
    if (this.spent === 0) setImmediate(() => this.renew());
    this.spent += 1;
  }

  private renew(): void {
    this.spent = 0;
    this.onTurn();
  }
}
