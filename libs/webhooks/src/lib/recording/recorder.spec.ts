import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { newUuid } from '../common/ids';
import type { DueDelivery } from '../storage/due-delivery';
import { Recorder } from './recorder';

describe('Recorder', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline();
  });

  afterEach(() => pipeline.close());

  const publish = (name: string) =>
    pipeline.publisher.publish({ type: 'project.created', data: { name } }, { tenantId: TENANT });

  const statuses = async () =>
    (await pipeline.rows<{ status: string }>('SELECT status FROM hookline.delivery')).map(
      ({ status }) => status,
    );

  it('keeps outcomes while recording fails, sends nothing meanwhile, and goes on by itself', async () => {
    await pipeline.endpoint();
    await pipeline.rows(`ALTER TABLE hookline.attempt RENAME TO attempt_away`);
    await publish('sent, not recorded');
    await pipeline.receiver.count(1);
    const recorder = pipeline.module.get(Recorder);
    await eventually(() => Promise.resolve(!recorder.accepting()));
    // The next one is stored, owned, and has to wait.
    await eventually(async () => {
      await publish('waits');
      const { length } = await statuses();
      return length >= 20;
    });
    const sentWhileFailing = pipeline.receiver.requests.length;
    await pipeline.rows(`ALTER TABLE hookline.attempt_away RENAME TO attempt`);
    await eventually(async () => (await statuses()).every((status) => status === 'delivered'));
    const { length } = await statuses();
    expect(sentWhileFailing).toBeLessThan(length);
    expect(pipeline.receiver.requests).toHaveLength(length);
  });

  it('stores an outcome whose response Postgres refuses, without the response', async () => {
    await pipeline.endpoint();
    await pipeline.rows(
      `ALTER TABLE hookline.attempt ADD CONSTRAINT refuse CHECK (response_body IS DISTINCT FROM 'poison')`,
    );
    let answered = 0;
    pipeline.receiver.answer = () => ({
      status: 200,
      body: (answered += 1) === 2 ? 'poison' : 'fine',
    });
    await Promise.all(['a', 'b', 'c', 'd'].map(publish));
    await eventually(async () => (await statuses()).every((status) => status === 'delivered'));
    const bodies = await pipeline.rows<{ response_body: string | null }>(
      'SELECT response_body FROM hookline.attempt ORDER BY response_body NULLS LAST',
    );
    expect(bodies.map(({ response_body: body }) => body)).toEqual(['fine', 'fine', 'fine', null]);
  });

  it('moves a delivery on whose attempt is in the log already', async () => {
    await pipeline.endpoint();
    await pipeline.rows(`
      CREATE FUNCTION log_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, retryable)
        VALUES (NEW.id, 1, now(), 1, false);
        RETURN NEW;
      END $$;
      CREATE TRIGGER log_first AFTER INSERT ON hookline.delivery FOR EACH ROW EXECUTE FUNCTION log_first()`);
    await publish('logged before');
    await eventually(async () => (await statuses()).every((status) => status === 'delivered'));
    expect(await statuses()).toHaveLength(1);
  });

  it('writes what is added in any tick around the end of a write', async () => {
    const recorder = pipeline.module.get(Recorder);
    const settlement = {
      kind: 'release',
      delivery: { id: newUuid(), endpointId: newUuid(), owner: '1' } as DueDelivery,
      dueAt: null,
    } as const;
    for (let ticks = 0; ticks < 12; ticks += 1) {
      const first = recorder.settle(settlement);
      const second = first.then(async () => {
        for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
        await recorder.settle(settlement);
      });
      await expect(second).resolves.toBeUndefined();
    }
  });
});
