/** How long history is kept. */
export interface RetentionOptions {
  /**
   * Days that delivered and cancelled deliveries are kept after their end, with their attempts. A
   * payload is kept as long, and until its last delivery goes. 1–3650. @default 30
   */
  deliveryDays?: number;
  /** Days that dead letters are kept, with their attempts and payloads. 1–3650. @default 90 */
  deadLetterDays?: number;
  /** Days that the counters of the statistics are kept. 1–3650. @default 730 */
  statisticsDays?: number;
  /** Hours that idempotency keys are kept at least. 1–8760. @default 24 */
  idempotencyKeyHours?: number;
  /** Whether processes that deliver clean up, one of them for all. @default true */
  scheduled?: boolean;
  /** Minutes from the end of a clean-up to the next. 1–1440. @default 60 */
  intervalMinutes?: number;
  /** Windows of a tenant's own; `undefined` for those of all. Asked for each tenant with an endpoint. */
  tenant?: (tenantId: string) => TenantRetention | undefined;
}

/** How long the history of one tenant is kept; what is left out is as for all. */
export type TenantRetention = Pick<RetentionOptions, 'deliveryDays' | 'deadLetterDays'>;
