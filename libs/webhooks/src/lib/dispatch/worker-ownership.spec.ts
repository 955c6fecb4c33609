import { once } from 'node:events';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import type { Answer } from '../../testing/test-receiver';
import { startWorkerProcess, stopWorkerProcess } from '../../testing/worker-process';
import { Recorder } from '../recording/recorder';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { signal } from '../sending/testing/receivers';
import type { AttemptRecord } from '../storage/attempt-record';
import type { DueDelivery } from '../storage/due-delivery';

/** A heart that beats and is missed quickly. */
const QUICK = { heartbeatIntervalMs: 50, ownerTimeoutMs: 300, sweepIntervalMs: 50 };
/** The same, missed only when a test says so. */
const PATIENT = { ...QUICK, ownerTimeoutMs: 30_000 };

const publish = (pipeline: Pipeline, name = 'x') =>
  pipeline.publisher.publish({ type: 'project.created', data: { name } }, { tenantId: TENANT });

const owners = (pipeline: Pipeline) =>
  pipeline.rows<{ id: string; owner: string | null; status: string }>(
    'SELECT id, owner, status FROM hookline.delivery',
  );

describe('Ownership', () => {
  it('lets another process take over when one is killed in the middle of a POST', async () => {
    const pipeline = await startPipeline({
      worker: false,
      publishing: { transactionGraceMs: 0 },
      dispatch: QUICK,
    });
    try {
      const workerOptions = { ...pipeline.options, worker: true };
      const first = await startWorkerProcess(workerOptions);
      pipeline.receiver.answer = () => 'hang';
      await pipeline.endpoint();
      await publish(pipeline);
      await pipeline.receiver.count(1);
      pipeline.receiver.answer = () => ({ status: 204 });
      const second = await startWorkerProcess(workerOptions);
      await stopWorkerProcess(first, 'SIGKILL');
      await pipeline.receiver.count(2);
      const [row] = await eventually(async () => {
        const rows = await owners(pipeline);
        return rows[0]?.status === 'delivered' && rows;
      });
      expect(row?.owner).toBeNull();
      const ids = pipeline.receiver.requests.map(({ headers }) => headers['webhook-id']);
      expect(ids[0]).toBe(ids[1]);
      await stopWorkerProcess(second, 'SIGTERM');
    } finally {
      await pipeline.close();
    }
  });

  it('goes on after a silence that nobody noticed, and records what was sent before', async () => {
    const pipeline = await startPipeline({ dispatch: PATIENT });
    try {
      const ownership = pipeline.module.get<Ownership>(OWNERSHIP);
      const life = ownership.current();
      const lost = jest.fn();
      ownership.onLost(lost);
      let answer: (() => void) | undefined;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      pipeline.receiver.answer = async () => {
        await answered;
        return { status: 204 };
      };
      await pipeline.endpoint();
      await publish(pipeline);
      await pipeline.receiver.count(1);
      await pipeline.rows(`UPDATE hookline.worker SET seen_at = seen_at - interval '1 minute'`);
      await eventually(async () => {
        const [row] = await pipeline.rows<{ steady: boolean }>(
          `SELECT seen_at > clock_timestamp() - interval '1 second' AND steady_since > '-infinity' AS steady
           FROM hookline.worker`,
        );
        return row?.steady;
      });
      answer?.();
      await eventually(async () => (await owners(pipeline))[0]?.status === 'delivered');
      expect(ownership.current()).toBe(life);
      expect(lost).not.toHaveBeenCalled();
      expect(pipeline.receiver.requests).toHaveLength(1);
    } finally {
      await pipeline.close();
    }
  });

  it('is over when others took over: a new life begins, and the old one can record nothing', async () => {
    const pipeline = await startPipeline({ dispatch: { ...PATIENT, drainTimeoutMs: 100 } });
    try {
      const ownership = pipeline.module.get<Ownership>(OWNERSHIP);
      const old = ownership.current();
      const lost = new Promise<string>((resolve) => ownership.onLost(resolve));
      await pipeline.rows('DELETE FROM hookline.worker');
      expect(await lost).toBe(old);
      const renewed = await eventually(() => Promise.resolve(ownership.current() ?? undefined));
      expect(renewed).not.toBe(old);

      // A delivery that the new life owns, and an attempt that the old one wants to record.
      pipeline.receiver.answer = () => 'hang';
      await pipeline.endpoint();
      const { deliveries } = await publish(pipeline);
      expect(deliveries).toHaveLength(1);
      await pipeline.receiver.count(1);
      const [row] = await owners(pipeline);
      expect(row?.owner).toBe(renewed);
      const stale = attemptOf({ id: row?.id ?? '', owner: old ?? '' });
      await pipeline.module.get(Recorder).record(stale);
      expect(await pipeline.rows('SELECT * FROM hookline.attempt')).toEqual([]);
      expect(await owners(pipeline)).toEqual([row]);
    } finally {
      await pipeline.close();
    }
  });

  it('gives back what waits, and ends what is in flight, when the process stops', async () => {
    const pipeline = await startPipeline({ delivery: { concurrencyPerEndpoint: 1 } });
    try {
      const answer = signal<Answer>();
      pipeline.receiver.answer = () => answer.promise;
      await pipeline.endpoint();
      await Promise.all([publish(pipeline, 'in flight'), publish(pipeline, 'waits')]);
      await pipeline.receiver.count(1);
      await eventually(async () => (await owners(pipeline)).every(({ owner }) => owner !== null));
      const closing = pipeline.module.close();
      await eventually(async () => (await owners(pipeline)).some(({ owner }) => owner === null));
      answer.give({ status: 500 });
      await closing;
      const rows = await owners(pipeline);
      expect(rows.map(({ owner }) => owner)).toEqual([null, null]);
      expect(rows.map(({ status }) => status).sort()).toEqual(['pending', 'retrying']);
      expect(await pipeline.rows('SELECT * FROM hookline.worker')).toEqual([]);
      expect(pipeline.receiver.requests).toHaveLength(1);
    } finally {
      await pipeline.close();
    }
  });

  it('drains a worker process on SIGTERM without sending anything twice', async () => {
    const pipeline = await startPipeline({
      worker: false,
      publishing: { transactionGraceMs: 0 },
      dispatch: QUICK,
    });
    try {
      const workerOptions = { ...pipeline.options, worker: true };
      const first = await startWorkerProcess(workerOptions);
      await pipeline.endpoint();
      await Promise.all(
        Array.from({ length: 300 }, (_, index) => publish(pipeline, String(index))),
      );
      await pipeline.receiver.count(50);
      const ended = once(first, 'exit');
      first.kill('SIGTERM');
      await ended;
      const second = await startWorkerProcess(workerOptions);
      await pipeline.receiver.count(300);
      await eventually(async () =>
        (await owners(pipeline)).every(({ status }) => status === 'delivered'),
      );
      const sent = pipeline.receiver.requests.map(({ headers }) => headers['x-webhook-delivery']);
      expect(sent).toHaveLength(new Set(sent).size);
      await stopWorkerProcess(second, 'SIGTERM');
    } finally {
      await pipeline.close();
    }
  });
});

function attemptOf(delivery: Pick<DueDelivery, 'id' | 'owner'>): AttemptRecord {
  return {
    delivery: delivery as DueDelivery,
    number: 1,
    startedAt: Date.now(),
    durationMs: 1,
    status: 200,
    responseHeaders: {},
    responseBody: '',
    address: '127.0.0.1',
    errorCode: null,
    errorMessage: null,
    retryable: false,
    next: { status: 'delivered' },
  };
}
