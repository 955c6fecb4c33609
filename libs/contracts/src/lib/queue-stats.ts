/**
 * How deliveries stand in all processes and of all tenants. Counts end at 10,000, so that asking costs
 * the same however much there is.
 */
export interface QueueStats {
  /** ISO 8601, UTC: since when nothing goes out; `null` when it does. */
  pausedAt: string | null;
  /** Due, and taken by no process yet. */
  waiting: number;
  /** In a process: in its memory or being sent. */
  active: number;
  /** Not due yet: retries above all. */
  delayed: number;
  /** Kept back by the state of their endpoints. */
  held: number;
  /** Delivered, of the newest 10,000 deliveries of the last hour. */
  completed: number;
  /** Dead letters. */
  failed: number;
  /** How long the oldest delivery has been due that no process has taken, in milliseconds. */
  lagMs: number;
}
