import type { AttemptRecord } from '../storage/attempt-record';
import type { Settlement } from '../storage/settlement';

/** Port: where what became of a delivery goes. Recording implements it. */
export interface OutcomeSink {
  /** Resolves when the attempt is written, or when the delivery turned out to be somebody else's. */
  record(record: AttemptRecord): Promise<void>;
  /** Gives a delivery up that was not sent; resolves likewise. */
  settle(settlement: Settlement): Promise<void>;
  /** False while writing fails or lags: nothing more may be sent then. */
  accepting(): boolean;
  /** Calls back when it accepts again. */
  onAccepting(listener: () => void): void;
}

/** Injection token of the sink. */
export const OUTCOME_SINK = Symbol('hookline:outcome-sink');
