import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { LOWEST_UUID, newUuid } from '../../common/ids';
import type { Statement } from '../database';
import { CLAIM_DUE_IN_TURN } from '../sql/claim-due';
import { CLAIM_LANES, CLAIM_LINES, claimLanesValues } from '../sql/claim-lanes';
import { HOLD_DUE } from '../sql/lane-blocks';
import { TAKE_LANES } from '../sql/take-lanes';

const OWNER = '1';
const OTHER_OWNER = '2';
const BATCH = 100;
const LIMITED = newUuid();
const ORDERED = newUuid();
const FORSAKEN = newUuid();
/** One of those that all other deliveries are for. */
const DUE = createHash('md5').update('endpoint 3').digest('hex');

const wantedOf = (endpointId: string): unknown[] =>
  claimLanesValues(OWNER, Date.now(), [
    { endpointId, epoch: 1, count: BATCH, tokens: 5, after: '', halts: true },
  ]);

/** Lanes, of which each has 2,500 deliveries; the ordered one has a line for each two. */
export const LANE_CASES: Record<
  string,
  { statement: Statement; values: () => unknown[]; rows: number }
> = {
  'claims from lanes': {
    statement: CLAIM_LANES,
    values: () => wantedOf(LIMITED),
    rows: BATCH,
  },
  'claims heads of lines': {
    statement: CLAIM_LINES,
    values: () => wantedOf(ORDERED),
    rows: BATCH,
  },
  'takes lanes that nobody has': {
    statement: TAKE_LANES,
    values: () => [OTHER_OWNER, null, 50],
    // All of them: no owner is alive.
    rows: 3,
  },
  'holds what is due for blocked endpoints': {
    statement: HOLD_DUE,
    values: () => [[DUE], Date.now(), BATCH],
    // Their count.
    rows: 1,
  },
  'claims what is due in turn': {
    statement: CLAIM_DUE_IN_TURN,
    values: () => [OWNER, Date.now(), [], BATCH, 10, LOWEST_UUID, []],
    rows: BATCH,
  },
};

/** Three lanes with deliveries, two of which have an owner, and the endpoints of all other deliveries. */
export async function fillLanes(client: Client): Promise<void> {
  const held = `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority,
    due_at, created_at, hold, ordering_key)
    SELECT uuidv7(), (SELECT id FROM hookline.event ORDER BY id DESC LIMIT 1), $1, 'acme', 'a.b', 'publish', 'pending', n % 10, now() - interval '1 hour',
      now(), $2, CASE WHEN $2 = 'ordering' THEN 'key ' || n / 2 END FROM generate_series(1, 2500) n`;
  await client.query(held, [LIMITED, 'rate_limit']);
  await client.query(held, [FORSAKEN, 'circuit_open']);
  await client.query(held, [ORDERED, 'ordering']);
  await client.query(
    `INSERT INTO hookline.lane (endpoint_id, owner, epoch) SELECT unnest($1::uuid[]), ${OWNER}, 1`,
    [[LIMITED, ORDERED]],
  );
  await client.query(`INSERT INTO hookline.endpoint (id, tenant_id, name, url, created_at, updated_at)
    SELECT md5('endpoint ' || n)::uuid, 'acme', 'test', 'https://example.com', now(), now() FROM generate_series(1, 10) n`);
}
