/** The worker's rhythm. */
export interface DispatchOptions {
  /** How often due deliveries are looked for, in ms. @default 500 */
  sweepIntervalMs?: number;
  /**
   * How often a process looks into the lanes that it drains, those of endpoints with limits, an order or
   * an open circuit, in ms. @default 100
   */
  laneIntervalMs?: number;
  /** How often a process renews its ownership, in ms. @default 1000 */
  heartbeatIntervalMs?: number;
  /** Silence after which other processes take over, in ms. At least three heartbeats. @default 5000 */
  ownerTimeoutMs?: number;
  /** How long a stopping process waits for what is in flight, in ms. @default 20000 */
  drainTimeoutMs?: number;
  /** Deliveries in one wake-up job. 1–1000. @default 100 */
  chunkSize?: number;
}
