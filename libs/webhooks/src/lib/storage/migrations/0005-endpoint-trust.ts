import type { Migration } from './migration';

/**
 * How each endpoint's messages are signed, with the public half of an asymmetric key in the clear, and
 * whether the endpoint has shown that it wants webhooks. The new check of holds allows more than the old
 * one, so that the rows that are there need not be looked at.
 */
export const endpointTrust: Migration = {
  version: 5,
  name: 'endpoint-trust',
  sql: `
ALTER TABLE hookline.endpoint_secret ADD COLUMN public_key text;
ALTER TABLE hookline.endpoint
  ADD COLUMN signature_scheme text NOT NULL DEFAULT 'standard'
    CHECK (signature_scheme IN ('standard', 'standard-asymmetric', 'hex', 'sha256')),
  ADD COLUMN verification text NOT NULL DEFAULT 'not_required'
    CHECK (verification IN ('not_required', 'pending', 'verified')),
  ADD COLUMN verified_at timestamptz,
  ADD COLUMN verification_tried_at timestamptz,
  ADD COLUMN allowed_rate integer CHECK (allowed_rate > 0);
ALTER TABLE hookline.delivery DROP CONSTRAINT delivery_hold_check;
ALTER TABLE hookline.delivery ADD CONSTRAINT delivery_hold_check
  CHECK (hold IN ('rate_limit', 'paused', 'circuit_open', 'ordering', 'unverified')) NOT VALID;
`,
};
