import type { DocumentKey } from '../server/read-notice';
import { type DocumentChange, sumOf } from '../state/document-state';

/** Most changes that wait for one document; further messages are added to the last. */
const MAX_CHANGES = 1_000;

/** What happened to one document in this process and is not stored yet. */
export class DocumentLog {
  private changes: DocumentChange[] = [];
  private urgent = false;
  /** Clock time in ms until which messages wait: the end of the open window. */
  windowEndsAt: number | null = null;
  /** Monotonic time in ms before which a failed attempt is not repeated. */
  retryAt = 0;
  /** The attempt that is under way. */
  storing: Promise<void> | undefined;

  constructor(
    readonly key: DocumentKey,
    readonly documentId: string,
    /** Whether messages may be summed up; otherwise each is an event of its own. */
    private readonly sumsUp: boolean,
  ) {}

  get isEmpty(): boolean {
    return this.changes.length === 0;
  }

  add(change: DocumentChange): void {
    const last = this.changes.at(-1);
    const joins = this.sumsUp || this.changes.length >= MAX_CHANGES;
    if (joins && last?.kind === 'messages' && change.kind === 'messages') {
      const counts = sumOf(last.counts, change.counts);
      this.changes[this.changes.length - 1] = { ...change, counts };
      return;
    }
    if (change.kind !== 'messages') this.urgent = true;
    this.changes.push(change);
  }

  /** Whether it is time to store what waits. */
  isDue(now: number, monotonic: number): boolean {
    if (this.isEmpty || this.storing !== undefined || monotonic < this.retryAt) return false;
    return this.urgent || this.windowEndsAt === null || now >= this.windowEndsAt;
  }

  /** Whether nothing of it has to be remembered. */
  isForgettable(now: number): boolean {
    if (!this.isEmpty || this.storing !== undefined) return false;
    return this.windowEndsAt === null || now >= this.windowEndsAt;
  }

  /** Takes all that waits. */
  take(): DocumentChange[] {
    const { changes } = this;
    this.changes = [];
    this.urgent = false;
    return changes;
  }

  /** Puts back what could not be stored, before what came meanwhile. */
  putBack(changes: readonly DocumentChange[]): void {
    const newer = this.take();
    for (const change of [...changes, ...newer]) this.add(change);
  }
}
