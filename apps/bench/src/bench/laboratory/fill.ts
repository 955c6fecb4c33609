import type { BenchDatabase } from './postgres-server';

/** Events, each with a delivery for every endpoint of the database, written straight into Hookline's tables. */
export interface Filling {
  /** Rounded down to whole events. */
  deliveries: number;
  /**
   * `retrying`: failed once and due now. `pending`: never tried and due now. `old`: delivered long ago.
   * `dead_letter`: given up then.
   */
  state: 'retrying' | 'pending' | 'old' | 'dead_letter';
  payloadBytes: number;
  /** Only for the endpoints of this tenant. @default all, as events of the first tenant */
  tenantId?: string;
}

const BATCH = 100_000;

/** The columns of a delivery in each state, over the delivery's time `at`. */
const STATES = {
  retrying: `'retrying', 1, clock_timestamp(), at, at, NULL`,
  pending: `'pending', 0, clock_timestamp(), at, NULL, NULL`,
  old: `'delivered', 1, at, at, at, at + interval '20 ms'`,
  dead_letter: `'dead_letter', 1, at, at, at, at + interval '20 ms'`,
} as const satisfies Record<Filling['state'], string>;

/** Ids of a year ago sort before everything that is measured, as an old history's do. */
const ID_AGE = { retrying: '0', pending: '0', old: '-1 year', dead_letter: '-1 year' } as const;

function eventsSql(state: Filling['state']): string {
  return `
CREATE TEMPORARY TABLE filling ON COMMIT DROP AS
  SELECT uuidv7(interval '${ID_AGE[state]}') AS id, clock_timestamp() + interval '${ID_AGE[state]}' AS at, number
  FROM generate_series(1, $1::int) AS number`;
}

const INSERT_EVENTS = `
INSERT INTO hookline.event (id, tenant_id, type, body, created_at)
SELECT id, $1::text, 'bench.happened',
  '{"id":"evt_0","type":"bench.happened","timestamp":"2026-01-01T00:00:00.000Z","data":{"n":' || number ||
    ',"filling":"' || repeat('x', $2::int) || '"}}', at
FROM filling`;

function deliveriesSql(state: Filling['state']): string {
  return `
INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, priority,
  status, attempts, due_at, created_at, last_attempt_at, completed_at)
SELECT uuidv7(interval '${ID_AGE[state]}'), f.id, p.id, p.tenant_id, 'bench.happened', 'publish', 5, ${STATES[state]}
FROM filling f CROSS JOIN hookline.endpoint p
WHERE $1::text IS NULL OR p.tenant_id = $1`;
}

/** The attempts that such deliveries have: none yet, one that failed, or one that was answered. */
function attemptsSql(state: Exclude<Filling['state'], 'pending'>): string {
  const answer =
    state === 'old'
      ? `200, '{"content-type":"text/plain","content-length":"2"}', 'ok', '127.0.0.1', NULL, NULL, false`
      : `503, '{}', '', '127.0.0.1', 'http_status', 'The receiver answered 503.', true`;
  return `
INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, status, response_headers,
  response_body, address, error_code, error_message, retryable)
SELECT d.id, 1, d.created_at, 20, ${answer}
FROM hookline.delivery d JOIN filling f ON f.id = d.event_id`;
}

/**
 * Fills Hookline's tables, in batches, each of which appears at once. Answers how many deliveries.
 * What takes an hour through the public API takes a minute like this.
 */
export async function fill(database: BenchDatabase, filling: Filling): Promise<number> {
  const [found] = await database.query<{ count: number; tenant: string }>(
    `SELECT count(*)::int AS count, min(tenant_id) AS tenant FROM hookline.endpoint
     WHERE $1::text IS NULL OR tenant_id = $1`,
    [filling.tenantId ?? null],
  );
  const { count: fanOut = 0, tenant = '' } = found ?? {};
  if (fanOut === 0) throw new Error('There are no endpoints to fill tables for.');
  let events = Math.floor(filling.deliveries / fanOut);
  const total = events * fanOut;
  while (events > 0) {
    const batch = Math.min(events, Math.ceil(BATCH / fanOut));
    await fillBatch(database, filling, { events: batch, tenant });
    events -= batch;
  }
  return total;
}

async function fillBatch(
  database: BenchDatabase,
  { state, payloadBytes, tenantId }: Filling,
  { events, tenant }: { events: number; tenant: string },
): Promise<void> {
  await database.transaction(async (query) => {
    await query(eventsSql(state), [events]);
    await query('ANALYZE filling');
    await query(INSERT_EVENTS, [tenant, payloadBytes]);
    await query(deliveriesSql(state), [tenantId ?? null]);
    if (state !== 'pending') await query(attemptsSql(state));
  });
}
