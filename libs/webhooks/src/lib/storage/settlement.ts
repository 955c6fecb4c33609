import type { DeadLetterReason, HoldReason } from '@hookline/contracts';
import type { DueDelivery } from './due-delivery';

/** What becomes of a delivery that this process owned and did not send. */
export type Settlement =
  /** Back to Postgres, due at a clock time in ms, or as it was before when `null`. */
  | { kind: 'release'; delivery: DueDelivery; dueAt: number | null }
  | { kind: 'hold'; delivery: DueDelivery; reason: HoldReason }
  | { kind: 'dead_letter'; delivery: DueDelivery; reason: DeadLetterReason; at: number };
