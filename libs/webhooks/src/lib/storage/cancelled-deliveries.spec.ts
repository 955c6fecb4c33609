import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { newUuid } from '../common/ids';
import { cancelDelivery } from '../monitoring/sql/cancel-delivery';
import type { AttemptRecord } from './attempt-record';
import type { Statement } from './database';
import type { DueDelivery } from './due-delivery';
import type { Settlement } from './settlement';
import { CLAIM_DELIVERIES } from './sql/claim-deliveries';
import { CLAIM_DUE } from './sql/claim-due';
import { RECORD_ATTEMPTS, recordAttemptsValues } from './sql/record-attempts';
import { RELEASE_ORPHANS } from './sql/release-orphans';
import { RELEASE_OWNED } from './sql/release-owned';
import { SETTLE_DELIVERIES, settleDeliveriesValues } from './sql/settle-deliveries';

const OWNER = '999';

describe('A delivery that was cancelled while a process has it', () => {
  let test: TestDatabase;
  let delivery: DueDelivery;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  beforeEach(async () => {
    const id = newUuid();
    delivery = { id, owner: OWNER, endpointId: newUuid() } as DueDelivery;
    await test.database.pool.query(
      `INSERT INTO hookline.delivery
         (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, owner, due_at, created_at)
       VALUES ($1, $1, $2, 'acme', 'x', 'publish', 'pending', 5, $3, now(), now())`,
      [id, delivery.endpointId, OWNER],
    );
    const cancel = cancelDelivery('acme', id, Date.now());
    expect((await test.database.pool.query(cancel.text, cancel.values)).rowCount).toBe(1);
  });

  async function stored() {
    const { rows } = await test.database.pool.query<Record<string, unknown>>(
      `SELECT status, owner, hold, dead_letter_reason, attempts, completed_at IS NOT NULL AS final
       FROM hookline.delivery WHERE id = $1`,
      [delivery.id],
    );
    return rows[0];
  }

  const cancelled = {
    status: 'cancelled',
    owner: null,
    hold: null,
    dead_letter_reason: null,
    attempts: 0,
    final: true,
  };

  const attempt = (next: AttemptRecord['next']): AttemptRecord => ({
    delivery,
    number: 1,
    startedAt: Date.now(),
    durationMs: 1,
    status: 200,
    responseHeaders: {},
    responseBody: 'ok',
    address: null,
    errorCode: null,
    errorMessage: null,
    retryable: false,
    next,
  });
  const record = (next: AttemptRecord['next']): [Statement, unknown[]] => [
    RECORD_ATTEMPTS,
    recordAttemptsValues([attempt(next)]),
  ];
  const settle = (settlement: Settlement): [Statement, unknown[]] => [
    SETTLE_DELIVERIES,
    settleDeliveriesValues([settlement]),
  ];

  it('is still its owner’s until that gives it up', async () => {
    expect(await stored()).toEqual({ ...cancelled, owner: OWNER, final: false });
  });

  it('is delivered when its attempt succeeds', async () => {
    await test.database.run(...record({ status: 'delivered' }));
    expect(await stored()).toEqual({ ...cancelled, status: 'delivered', attempts: 1 });
  });

  it.each<[string, AttemptRecord['next']]>([
    ['fails', { status: 'retrying', dueAt: Date.now() }],
    ['fails for good', { status: 'dead_letter', reason: 'exhausted', halts: false }],
  ])('is not tried again when its attempt %s, which stays in the log', async (_, next) => {
    await test.database.run(...record(next));
    expect(await stored()).toEqual({ ...cancelled, attempts: 1 });
    const log = 'SELECT 1 FROM hookline.attempt WHERE delivery_id = $1';
    expect((await test.database.pool.query(log, [delivery.id])).rowCount).toBe(1);
  });

  it.each<[string, () => [Statement, unknown[]]]>([
    ['given back', () => settle({ kind: 'release', delivery, dueAt: null })],
    ['given back for later', () => settle({ kind: 'release', delivery, dueAt: Date.now() })],
    ['held', () => settle({ kind: 'hold', delivery, reason: 'paused' })],
    ['buried', () => settle({ kind: 'dead_letter', delivery, reason: 'gone', at: Date.now() })],
    ['found by a stocktaking', () => [RELEASE_OWNED, [OWNER, [delivery.id], [0]]]],
    ['freed of a dead process', () => [RELEASE_ORPHANS, [0, 500, '1']]],
  ])('is final when it is %s, and nobody claims it', async (_, statement) => {
    await test.database.run(...statement());
    expect(await stored()).toEqual(cancelled);
    expect(await test.database.run(CLAIM_DUE, ['1', Date.now() + 60_000, [], 10])).toEqual([]);
    expect(await test.database.run(CLAIM_DELIVERIES, ['1', [delivery.id], [], 10])).toEqual([]);
  });
});
