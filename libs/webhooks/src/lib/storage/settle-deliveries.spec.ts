import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { decodeId } from '../common/ids';
import type { DueDelivery } from './due-delivery';
import { SETTLE_DELIVERIES, settleDeliveriesValues } from './sql/settle-deliveries';

describe('Settling deliveries', () => {
  let pipeline: Pipeline;
  let endpointId: string;
  let delivery: DueDelivery;

  /** A delivery that a worker owns, whose row nobody else touches. */
  beforeEach(async () => {
    pipeline = await startPipeline({ worker: false, publishing: { transactionGraceMs: 60_000 } });
    const id = await pipeline.endpoint();
    endpointId = decodeId('ep', id);
    await pipeline.publisher.publish({ type: 'project.created', data: {} }, { tenantId: TENANT });
    const [row] = await pipeline.rows<{ id: string }>(
      `UPDATE hookline.delivery SET owner = 7 RETURNING id`,
    );
    delivery = { id: row?.id, owner: '7', endpointId } as DueDelivery;
  });

  afterEach(() => pipeline.close());

  const hold = () =>
    pipeline.database.database.run(
      SETTLE_DELIVERIES,
      settleDeliveriesValues([{ kind: 'hold', delivery, reason: 'paused' }]),
    );

  const stored = async () => {
    const [row] = await pipeline.rows(`SELECT owner, hold, status FROM hookline.delivery`);
    return row;
  };

  it('holds a delivery of a paused endpoint', async () => {
    await pipeline.rows(`UPDATE hookline.endpoint SET active = false, disabled_reason = 'manual'`);
    await hold();
    expect(await stored()).toEqual({ owner: null, hold: 'paused', status: 'pending' });
  });

  it.each([
    ['was resumed', `active = true`],
    ['was deleted', `active = false, deleted_at = now()`],
    ['is gone', `active = false, disabled_reason = 'gone'`],
  ])('gives it back to be judged again when the endpoint %s meanwhile', async (_name, change) => {
    await pipeline.rows(`UPDATE hookline.endpoint SET ${change}`);
    await hold();
    expect(await stored()).toEqual({ owner: null, hold: null, status: 'pending' });
  });

  it('waits for a resume that is under way, and leaves nothing held behind it', async () => {
    await pipeline.rows(`UPDATE hookline.endpoint SET active = false, disabled_reason = 'manual'`);
    const client = await pipeline.database.database.pool.connect();
    await client.query('BEGIN');
    await client.query(`UPDATE hookline.endpoint SET active = true`);
    const holding = hold();
    await eventually(async () => {
      const waiting = await pipeline.rows(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return waiting.length > 0;
    });
    await client.query('COMMIT');
    client.release();
    await holding;
    expect(await stored()).toEqual({ owner: null, hold: null, status: 'pending' });
  });

  it('does nothing for an owner that lost the delivery', async () => {
    await pipeline.rows(`UPDATE hookline.delivery SET owner = 8`);
    await hold();
    expect(await stored()).toEqual({ owner: '8', hold: null, status: 'pending' });
  });
});
