import { inspect } from 'node:util';
import { DataSource } from 'typeorm';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';

const event = (name: string) => ({ type: 'project.created', data: { name } });

describe('Publishing in the caller’s transaction', () => {
  let pipeline: Pipeline;
  let host: DataSource;

  beforeAll(async () => {
    // The sweeper is kept out of the way, so that what arrives came through the hand-off.
    pipeline = await startPipeline({
      publishing: { transactionGraceMs: 60_000 },
      // The hand-off goes on, even if the machine stands still for a while.
      dispatch: { ownerTimeoutMs: 60_000 },
    });
    await pipeline.endpoint();
    host = await new DataSource({ type: 'postgres', url: pipeline.database.url }).initialize();
    await host.query('CREATE TABLE project (name text PRIMARY KEY)');
  });

  afterAll(async () => {
    await host.destroy();
    await pipeline.close();
  });

  const arrived = () =>
    pipeline.receiver.requests.map(
      ({ body }) => (JSON.parse(body) as { data: { name: string } }).data.name,
    );
  const storedEvents = async () => {
    const rows = await pipeline.rows<{ body: string }>('SELECT body FROM hookline.event');
    return rows.map(({ body }) => (JSON.parse(body) as { data: { name: string } }).data.name);
  };

  /** Everything handed off before it has arrived when this one has. */
  async function marker(name: string): Promise<void> {
    await pipeline.publisher.publish(event(name), { tenantId: TENANT });
    await pipeline.receiver.until(() => arrived().includes(name));
  }

  it('sends after the commit, and nothing before', async () => {
    await host.transaction(async (manager) => {
      await manager.query(`INSERT INTO project VALUES ('committed')`);
      await pipeline.publisher.publish(event('committed'), { tenantId: TENANT, manager });
      await marker('before the commit');
      expect(arrived()).not.toContain('committed');
    });
    await pipeline.receiver.until(() => arrived().includes('committed'));
  });

  it('leaves and sends nothing after a rollback', async () => {
    const failing = host.transaction(async (manager) => {
      await pipeline.publisher.publish(event('rolled back'), { tenantId: TENANT, manager });
      throw new Error('the domain changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    await marker('after the rollback');
    expect(arrived()).not.toContain('rolled back');
    expect(await storedEvents()).not.toContain('rolled back');
  });

  it('leaves out what an inner savepoint took back, and waits for the outer commit', async () => {
    await host.transaction(async (outer) => {
      await pipeline.publisher.publish(event('outer'), { tenantId: TENANT, manager: outer });
      await outer
        .transaction(async (inner) => {
          await pipeline.publisher.publish(event('inner, taken back'), {
            tenantId: TENANT,
            manager: inner,
          });
          throw new Error('back to the savepoint');
        })
        .catch(() => undefined);
      await outer.transaction(async (inner) => {
        await pipeline.publisher.publish(event('inner, kept'), {
          tenantId: TENANT,
          manager: inner,
        });
      });
      await marker('savepoint released');
      expect(arrived()).not.toContain('inner, kept');
    });
    await pipeline.receiver.until(
      () => arrived().includes('outer') && arrived().includes('inner, kept'),
    );
    await marker('after the outer commit');
    expect(arrived()).not.toContain('inner, taken back');
    expect(await storedEvents()).not.toContain('inner, taken back');
  });

  it('sends nothing after a raw ROLLBACK that TypeORM does not know of', async () => {
    await host
      .transaction(async (manager) => {
        await pipeline.publisher.publish(event('raw rollback'), { tenantId: TENANT, manager });
        await manager.query('ROLLBACK');
      })
      .catch(() => undefined);
    await marker('after the raw rollback');
    expect(arrived()).not.toContain('raw rollback');
    expect(await storedEvents()).not.toContain('raw rollback');
  });

  it('commits by itself when the manager has no open transaction', async () => {
    await pipeline.publisher.publish(event('no transaction'), {
      tenantId: TENANT,
      manager: host.manager,
    });
    await pipeline.receiver.until(() => arrived().includes('no transaction'));
  });

  it('answers the first event for an idempotency key, inside and outside of transactions', async () => {
    const options = { tenantId: TENANT, idempotencyKey: 'order 1' };
    const first = await pipeline.publisher.publish(event('keyed'), options);
    const again = await host.transaction((manager) =>
      pipeline.publisher.publish(event('keyed'), { ...options, manager }),
    );
    expect(first.duplicate).toBe(false);
    expect(again).toEqual({ ...first, duplicate: true });
    await expect(pipeline.publisher.publish(event('other content'), options)).rejects.toMatchObject(
      {
        code: 'HOOKLINE_IDEMPOTENCY_CONFLICT',
      },
    );
    await pipeline.receiver.until(() => arrived().includes('keyed'));
    expect(await storedEvents()).not.toContain('other content');
  });

  it('does not deadlock when the same keys are published together in different orders', async () => {
    for (let round = 0; round < 5; round += 1) {
      const items = Array.from({ length: 20 }, (_, number) => ({
        event: event(`key ${number}`),
        tenantId: TENANT,
        idempotencyKey: `round ${round}, ${number}`,
      }));
      const [forward, backward] = await Promise.all([
        pipeline.publisher.publishMany(items),
        pipeline.publisher.publishMany([...items].reverse()),
      ]);
      expect(backward.map(({ id }) => id).reverse()).toEqual(forward.map(({ id }) => id));
    }
  });

  it('keeps the payload out of the error when the statement fails', async () => {
    const blocker = host.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('LOCK TABLE hookline.event IN ACCESS EXCLUSIVE MODE');
    const failing = host.transaction(async (manager) => {
      await manager.query(`SET LOCAL lock_timeout = '50ms'`);
      await pipeline.publisher.publish(event('planted-secret'), { tenantId: TENANT, manager });
    });
    const error: unknown = await failing.catch((reason: unknown) => reason);
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(error).toMatchObject({ code: '55P03' });
    expect(inspect(error, { depth: 10 })).not.toContain('planted-secret');
  });

  it('stores one event for a key that is published eight times at once', async () => {
    const options = { tenantId: TENANT, idempotencyKey: 'raced' };
    const published = await Promise.all(
      Array.from({ length: 8 }, () => pipeline.publisher.publish(event('raced'), options)),
    );
    expect(new Set(published.map(({ id }) => id)).size).toBe(1);
    expect(published.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((await storedEvents()).filter((name) => name === 'raced')).toHaveLength(1);
  });
});

describe('A crash between the commit and the hand-off', () => {
  it('is recovered by the sweeper of any worker', async () => {
    // A publisher whose queue is lost: the hand-off never comes.
    const pipeline = await startPipeline({ publishing: { transactionGraceMs: 0 } });
    try {
      await pipeline.endpoint();
      const host = await new DataSource({
        type: 'postgres',
        url: pipeline.database.url,
      }).initialize();
      // A raw COMMIT is not told to anybody: for Hookline it looks like a process that died right after it.
      const runner = host.createQueryRunner();
      await runner.startTransaction();
      await pipeline.publisher.publish(event('orphan'), {
        tenantId: TENANT,
        manager: runner.manager,
      });
      await runner.query('COMMIT');
      await pipeline.receiver.count(1);
      await eventually(async () => {
        const rows = await pipeline.rows<{ status: string }>(
          'SELECT status FROM hookline.delivery',
        );
        return rows[0]?.status === 'delivered';
      });
      await host.destroy();
    } finally {
      await pipeline.close();
    }
  });

  it('is recovered when a transaction lasts longer than the grace', async () => {
    const pipeline = await startPipeline({
      publishing: { transactionGraceMs: 0 },
      dispatch: { sweepIntervalMs: 10 },
    });
    try {
      await pipeline.endpoint();
      const host = await new DataSource({
        type: 'postgres',
        url: pipeline.database.url,
      }).initialize();
      await host.transaction(async (manager) => {
        await pipeline.publisher.publish(event('slow'), { tenantId: TENANT, manager });
        await pipeline.publisher.publish(event('fast'), { tenantId: TENANT });
        await pipeline.receiver.count(1);
      });
      await pipeline.receiver.count(2);
      expect(
        pipeline.receiver.requests.map(({ body }) => (JSON.parse(body) as { data: unknown }).data),
      ).toEqual([{ name: 'fast' }, { name: 'slow' }]);
      await host.destroy();
    } finally {
      await pipeline.close();
    }
  });
});
