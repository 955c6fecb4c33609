/** What has to be undone, the latest first. */
export class Cleanup {
  private readonly steps: (() => unknown)[] = [];
  private running: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.steps.push(step);
  }

  /**
   * Undoes everything, also when a step fails. Twice is fine.
   * @throws the error of the step that failed, or an AggregateError of several
   */
  run(): Promise<void> {
    return (this.running ??= this.undo());
  }

  private async undo(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.steps.reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 1) throw new AggregateError(errors, 'Closing the testing app failed.');
    if (errors.length === 1) throw errors[0] as Error;
  }
}
