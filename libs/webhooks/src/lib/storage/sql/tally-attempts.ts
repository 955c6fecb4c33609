/** Notices are left out of what notices are about. */
export const IS_NO_NOTICE = `event_type NOT LIKE 'hookline.%'`;

/**
 * The attempts among counts, by endpoint: `success_at` of the last success, and what failed after it:
 * `since`, `last_at` and `attempts`. Beside them the dead letters: how many, first and last. Times are
 * clock times in ms.
 * @param entries rows of `hookline.rollup_entry`, those to be told of
 */
export function tallyAttempts(entries: string): string {
  const failed = `bucket >= 0 AND outcome <> 'delivered' AND (success_at IS NULL OR last_at > success_at)`;
  const dead = `outcome = 'dead_letter'`;
  return `
SELECT endpoint_id, min(tenant_id) AS tenant_id, max(${ms('success_at')}) AS success_at,
  min(${ms('greatest(first_at, success_at)')}) FILTER (WHERE ${failed}) AS since,
  max(${ms('last_at')}) FILTER (WHERE ${failed}) AS last_at,
  coalesce(sum(count) FILTER (WHERE ${failed}), 0)::float8 AS attempts,
  coalesce(sum(count) FILTER (WHERE ${dead}), 0)::float8 AS dead_letters,
  min(${ms('first_at')}) FILTER (WHERE ${dead}) AS dead_from,
  max(${ms('last_at')}) FILTER (WHERE ${dead}) AS dead_to
FROM (
  SELECT *, max(last_at) FILTER (WHERE outcome = 'delivered') OVER (PARTITION BY endpoint_id) AS success_at
  FROM ${entries} WHERE ${IS_NO_NOTICE}
) entry
GROUP BY endpoint_id`;
}

/** A time as a clock time in ms. */
export function ms(time: string): string {
  return `extract(epoch FROM ${time})::float8 * 1000`;
}

/** A row of {@link tallyAttempts}. */
export interface TallyRow {
  endpoint_id: string;
  tenant_id: string;
  success_at: number | null;
  since: number | null;
  last_at: number | null;
  attempts: number;
  dead_letters: number;
  dead_from: number | null;
  dead_to: number | null;
}
