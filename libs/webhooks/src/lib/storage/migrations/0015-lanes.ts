import type { Migration } from './migration';

/**
 * Lanes that hold across processes. A delivery whose lane decides when it goes keeps its `hold` until it
 * is final, so that everything that frees it leaves it to its lane. `lane` says which process takes
 * deliveries out, and whether the endpoint is left alone; its rows are made when they are needed.
 *
 * A place in line is given by the trigger, under the lock of the endpoint's row in `line`, which lasts to
 * the end of the transaction: so places are in the order of commits. It is a table of its own, because
 * that transaction may be the application's, and long.
 */
export const lanes: Migration = {
  version: 15,
  name: 'lanes',
  sql: `
ALTER TABLE hookline.event ADD COLUMN ordering_key text;
ALTER TABLE hookline.delivery
  ADD COLUMN ordering_key text COLLATE "C",
  ADD COLUMN sequence bigint;
ALTER TABLE hookline.delivery DROP CONSTRAINT delivery_hold_check;
ALTER TABLE hookline.delivery ADD CONSTRAINT delivery_hold_check
  CHECK (hold IN ('rate_limit', 'paused', 'circuit_open', 'ordering', 'unverified', 'concurrency', 'halted')) NOT VALID;

CREATE INDEX delivery_lane ON hookline.delivery (endpoint_id, priority DESC, due_at)
  WHERE completed_at IS NULL AND owner IS NULL AND hold IN ('rate_limit', 'concurrency', 'circuit_open');
CREATE INDEX delivery_line ON hookline.delivery (endpoint_id, ordering_key, sequence, id)
  WHERE completed_at IS NULL AND sequence IS NOT NULL;
CREATE INDEX delivery_halted ON hookline.delivery (endpoint_id, ordering_key) WHERE hold = 'halted';
-- Of each endpoint what is due, oldest first, without a look at what is held.
DROP INDEX hookline.delivery_waiting;
CREATE INDEX delivery_waiting ON hookline.delivery (endpoint_id, hold, due_at) WHERE completed_at IS NULL AND owner IS NULL;

CREATE TABLE hookline.lane (
  endpoint_id uuid PRIMARY KEY,
  owner bigint,
  epoch integer NOT NULL DEFAULT 0,
  tokens double precision,
  tokens_at timestamptz,
  phase text NOT NULL DEFAULT 'closed' CHECK (phase IN ('closed', 'open', 'ramping')),
  block_reason text CHECK (block_reason IN ('failures', 'asked')),
  openings integer NOT NULL DEFAULT 0,
  block_at timestamptz
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX lane_blocked ON hookline.lane (endpoint_id) WHERE phase <> 'closed';

CREATE TABLE hookline.line (
  endpoint_id uuid PRIMARY KEY,
  last_sequence bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE FUNCTION hookline.stand_in_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hookline.line AS l (endpoint_id, last_sequence) VALUES (NEW.endpoint_id, 1)
  ON CONFLICT (endpoint_id) DO UPDATE SET last_sequence = l.last_sequence + 1
  RETURNING l.last_sequence INTO NEW.sequence;
  IF NEW.ordering_key IS NULL THEN
    -- A repetition, or one that was published before the endpoint asked for an order.
    SELECT CASE WHEN e.ordering_by = 'key' THEN v.ordering_key END INTO NEW.ordering_key
    FROM hookline.event v, hookline.endpoint e WHERE v.id = NEW.event_id AND e.id = NEW.endpoint_id;
    NEW.ordering_key := coalesce(NEW.ordering_key, '');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_line BEFORE INSERT OR UPDATE OF hold ON hookline.delivery
  FOR EACH ROW WHEN (NEW.hold = 'ordering' AND NEW.sequence IS NULL) EXECUTE FUNCTION hookline.stand_in_line();
`,
};
