import type { CutPoint, KillPoint } from '../protocol';

/** The points that this process has been told to die at, or to lose a connection at. */
export class Points {
  private kill: { point: KillPoint; passes: number } | undefined;
  private cut: { point: CutPoint; done: () => void } | undefined;

  killAt(point: KillPoint, passes: number): void {
    this.kill = { point, passes };
  }

  /** Resolves when the connection is cut. */
  cutAt(point: CutPoint): Promise<void> {
    return new Promise((done) => (this.cut = { point, done }));
  }

  /** To be called at each point; does not return from the one that was ordered. */
  reached(point: KillPoint): void {
    if (this.kill?.point !== point) return;
    this.kill.passes -= 1;
    if (this.kill.passes <= 0) process.kill(process.pid, 'SIGKILL');
  }

  /** Whether the connection is to be cut here; then it is cut once. */
  takeCut(point: CutPoint): (() => void) | undefined {
    if (this.cut?.point !== point) return undefined;
    const { done } = this.cut;
    this.cut = undefined;
    return done;
  }
}
