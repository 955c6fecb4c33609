import type { AttemptErrorCode, DeadLetterReason } from '@hookline/contracts';
import type { DueDelivery } from './due-delivery';

/** An attempt and what follows from it, ready to be written. Times are clock times in ms. */
export interface AttemptRecord {
  delivery: DueDelivery;
  /** 1 for the first. */
  number: number;
  startedAt: number;
  durationMs: number;
  status: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  address: string | null;
  errorCode: AttemptErrorCode | null;
  errorMessage: string | null;
  retryable: boolean;
  next:
    | { status: 'delivered' }
    | { status: 'retrying'; dueAt: number }
    /** `halts`: those behind it in line wait until somebody decides. */
    | { status: 'dead_letter'; reason: DeadLetterReason; halts: boolean };
}
