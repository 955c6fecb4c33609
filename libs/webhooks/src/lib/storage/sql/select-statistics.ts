import type { Statement } from '../database';
import { ROLLUP_COLUMNS } from './count-outcomes';

/** What has been added up, and what has not yet: every outcome once, at any moment. */
function counted(where: string): string {
  return `
  SELECT ${ROLLUP_COLUMNS} FROM hookline.rollup WHERE ${where}
  UNION ALL
  SELECT ${ROLLUP_COLUMNS} FROM hookline.rollup_entry WHERE ${where}`;
}

const IN_PERIOD = 'tenant_id = $1 AND hour >= $2::int AND hour < $3::int';

/**
 * Counts of tenant `$1` from hour `$2` to before hour `$3`: by slots of `$4` hours, by type, and by
 * endpoint, each with its outcomes, classes of status and buckets of response time.
 */
export const SELECT_TENANT_STATISTICS: Statement = {
  name: 'hookline_select_tenant_statistics',
  text: statistics(IN_PERIOD),
};

/** The same of endpoint `$5` alone. */
export const SELECT_ENDPOINT_STATISTICS: Statement = {
  name: 'hookline_select_endpoint_statistics',
  text: statistics(`${IN_PERIOD} AND endpoint_id = $5::uuid`),
};

function statistics(where: string): string {
  return `
SELECT slot, event_type, endpoint_id, outcome, status_class, bucket, sum(count)::float8 AS count,
  sum(duration_ms)::float8 AS duration_ms
FROM (SELECT hour / $4::int AS slot, c.* FROM (${counted(where)}) c) c
GROUP BY GROUPING SETS ((slot, outcome, status_class, bucket), (event_type, outcome, status_class, bucket),
  (endpoint_id, outcome, status_class, bucket))`;
}

/** A row of {@link SELECT_TENANT_STATISTICS}: of the first three, one says what it is of. */
export interface StatisticsRow {
  slot: number | null;
  event_type: string | null;
  endpoint_id: string | null;
  outcome: 'delivered' | 'retrying' | 'dead_letter' | 'cancelled';
  status_class: number;
  bucket: number;
  count: number;
  duration_ms: number;
}

/** Attempts to endpoint `$1` from hour `$2` on, by whether they succeeded; times are clock times in ms. */
export const SELECT_ENDPOINT_ATTEMPTS: Statement = {
  name: 'hookline_select_endpoint_attempts',
  text: attempts('endpoint_id = $1::uuid AND hour >= $2::int'),
};

/** Attempts of all tenants from hour `$1` on, by whether they succeeded. */
export const SELECT_ALL_ATTEMPTS: Statement = {
  name: 'hookline_select_all_attempts',
  text: attempts('hour >= $1::int'),
};

function attempts(where: string): string {
  return `
SELECT outcome = 'delivered' AS succeeded, sum(count)::float8 AS count,
  extract(epoch FROM min(first_at))::float8 * 1000 AS first_at, extract(epoch FROM max(last_at))::float8 * 1000 AS last_at
FROM (${counted(`${where} AND bucket >= 0`)}) c
GROUP BY 1`;
}

/** A row of {@link SELECT_ENDPOINT_ATTEMPTS}. */
export interface AttemptsRow {
  succeeded: boolean;
  count: number;
  first_at: number;
  last_at: number;
}

/** What share of the attempts to each endpoint of tenant `$1` succeeded, from hour `$2` on. */
export const SELECT_ATTEMPT_SHARES: Statement = {
  name: 'hookline_select_attempt_shares',
  text: `
SELECT endpoint_id, coalesce(sum(count) FILTER (WHERE outcome = 'delivered'), 0)::float8 / sum(count)::float8 AS success_rate
FROM (${counted('tenant_id = $1 AND hour >= $2::int AND bucket >= 0')}) c
GROUP BY endpoint_id`,
};

/** A row of {@link SELECT_ATTEMPT_SHARES}: an endpoint (stored uuid) that had attempts. */
export interface AttemptSharesRow {
  endpoint_id: string;
  /** 0–1 */
  success_rate: number;
}
