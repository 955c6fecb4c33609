import type { Migration } from './migration';

/**
 * What an endpoint's lane keeps to: how many at once, how many in a time, in which order. Rate and
 * ordering have two columns each, which are set together. The new check of holds allows more than the
 * old one, so that the rows that are there need not be looked at.
 */
export const laneSettings: Migration = {
  version: 14,
  name: 'lane-settings',
  sql: `
ALTER TABLE hookline.endpoint
  ADD COLUMN concurrency integer
    CONSTRAINT endpoint_concurrency_check CHECK (concurrency BETWEEN 1 AND 1000),
  ADD COLUMN rate_per_second double precision
    CONSTRAINT endpoint_rate_per_second_check CHECK (rate_per_second BETWEEN 0.01 AND 10000),
  ADD COLUMN rate_burst integer
    CONSTRAINT endpoint_rate_burst_check CHECK (rate_burst BETWEEN 1 AND 10000),
  ADD COLUMN ordering_by text
    CONSTRAINT endpoint_ordering_by_check CHECK (ordering_by IN ('endpoint', 'key')),
  ADD COLUMN ordering_on_exhausted text
    CONSTRAINT endpoint_ordering_on_exhausted_check CHECK (ordering_on_exhausted IN ('halt', 'continue')),
  ADD CONSTRAINT endpoint_rate_check CHECK ((rate_per_second IS NULL) = (rate_burst IS NULL)),
  ADD CONSTRAINT endpoint_ordering_check CHECK ((ordering_by IS NULL) = (ordering_on_exhausted IS NULL));
ALTER TABLE hookline.delivery DROP CONSTRAINT delivery_hold_check;
ALTER TABLE hookline.delivery ADD CONSTRAINT delivery_hold_check CHECK (
  hold IN ('rate_limit', 'paused', 'circuit_open', 'ordering', 'unverified', 'concurrency')) NOT VALID;
`,
};
