import type { Statement } from '../database';

/**
 * Takes job `$1` for holder `$2` for `$3` ms, unless somebody has it, or it ended less than `$4` ms
 * ago: then no row comes back.
 */
export const TAKE_JOB: Statement = {
  name: 'hookline_take_job',
  text: `
INSERT INTO hookline.job AS j (name, holder, leased_until)
VALUES ($1::text, $2::uuid, clock_timestamp() + make_interval(secs => $3::float8 / 1000.0))
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
WHERE j.leased_until <= clock_timestamp()
  AND (j.ended_at IS NULL OR j.ended_at <= clock_timestamp() - make_interval(secs => $4::float8 / 1000.0))
RETURNING j.name`,
};

/** Keeps job `$1` for holder `$2` for `$3` more ms; no row comes back when it was lost. */
export const RENEW_JOB: Statement = {
  name: 'hookline_renew_job',
  text: `
UPDATE hookline.job SET leased_until = clock_timestamp() + make_interval(secs => $3::float8 / 1000.0)
WHERE name = $1::text AND holder = $2::uuid AND leased_until > clock_timestamp()
RETURNING name`,
};

/** Gives job `$1` back for holder `$2`; `$3`: whether it was done to its end. */
export const END_JOB: Statement = {
  name: 'hookline_end_job',
  text: `
UPDATE hookline.job SET leased_until = clock_timestamp(), ended_at = CASE WHEN $3::boolean THEN clock_timestamp() ELSE ended_at END
WHERE name = $1::text AND holder = $2::uuid`,
};
