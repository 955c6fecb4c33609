/**
 * When an endpoint that does not answer is left alone: its circuit opens, its deliveries are held and cost
 * no attempts, one of them tries from time to time. An attempt counts as unanswered when it could not
 * connect, timed out, or a gateway answered (502, 503, 504).
 */
export interface CircuitBreakerOptions {
  /** Attempts in a row without an answer that open it. @default 10 */
  consecutiveFailures?: number;
  /** Share of unanswered attempts in the window that opens it. 0–1. @default 0.7 */
  failureRatio?: number;
  /** Attempts that the window must have for that. @default 10 */
  minimumAttempts?: number;
  /** In ms. @default 300000 (5 minutes) */
  windowMs?: number;
  /** How long it is open at first, in ms; twice as long each time that the try fails. @default 5000 */
  openMs?: number;
  /** How long it is open at most, in ms. @default 900000 (15 minutes) */
  maxOpenMs?: number;
}
