import type { RetryPolicy } from '@hookline/contracts';
import type { ChildProcess } from 'node:child_process';
import { encodeId } from '../common/ids';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { WebhookLanesService } from '../monitoring/webhook-lanes.service';
import { WebhookDeadLettersService } from '../monitoring/webhook-dead-letters.service';
import type { PublishOptions } from '../publishing/publish-options';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import type { ReceivedRequest } from '../../testing/test-receiver';
import { startWorkerProcess, stopWorkerProcess } from '../../testing/worker-process';

const QUICK = {
  laneIntervalMs: 20,
  sweepIntervalMs: 50,
  heartbeatIntervalMs: 200,
  ownerTimeoutMs: 3_000,
};
const ONCE: RetryPolicy = { strategy: 'schedule', delaysMs: [0], jitter: 0 };
const AGAIN: RetryPolicy = { strategy: 'schedule', delaysMs: [0, 50, 50, 50, 50], jitter: 0 };

const numberOf = ({ body }: ReceivedRequest): number =>
  (JSON.parse(body) as { data: { n: number } }).data.n;

describe('A drained lane', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline({ dispatch: QUICK });
  });
  afterEach(() => pipeline.close());

  const publish = (n: number, options: Partial<PublishOptions> = {}) =>
    pipeline.publisher.publish({ type: 'a.b', data: { n } }, { tenantId: TENANT, ...options });
  const numbers = () => pipeline.receiver.requests.map(numberOf);
  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => from + index);

  it('keeps the order of commits, one at a time, while the head is retried', async () => {
    await pipeline.endpoint({ ordering: {}, retryPolicy: AGAIN });
    let failures = 2;
    pipeline.receiver.answer = (request) => {
      if (numberOf(request) === 3 && failures > 0) {
        failures -= 1;
        return { status: 500 };
      }
      return { status: 204 };
    };
    for (const n of range(0, 10)) await publish(n);
    await pipeline.receiver.count(12);
    expect(numbers()).toEqual([0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps the order in which transactions commit, not that in which they began', async () => {
    await pipeline.endpoint({ ordering: {} });
    const many = await Promise.all(range(0, 50).map((n) => publish(n)));
    await pipeline.receiver.count(50);
    const rows = await pipeline.rows<{ event_id: string }>(
      'SELECT event_id FROM hookline.delivery ORDER BY sequence',
    );
    const received = pipeline.receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(received).toEqual(rows.map(({ event_id: id }) => encodeId('evt', id)));
    expect(new Set(received)).toEqual(new Set(many.map(({ id }) => id)));
  });

  it('halts behind what is not delivered, until it is skipped or repeated', async () => {
    await pipeline.endpoint({ ordering: {}, retryPolicy: ONCE });
    const deliveries = pipeline.module.get(WebhookDeliveriesService);
    const lanes = pipeline.module.get(WebhookLanesService);
    let broken = true;
    pipeline.receiver.answer = (request) =>
      broken && [1, 3].includes(numberOf(request)) ? { status: 500 } : { status: 204 };
    for (const n of range(0, 5)) await publish(n);
    const [{ endpointId = '' } = {}] = (await deliveries.list(TENANT)).items;
    const halted = (): Promise<string | undefined> =>
      lanes.ofEndpoint(TENANT, endpointId).then(({ halts }) => halts[0]?.deliveryId);
    const first = await eventually(halted);
    expect(await deliveries.findById(TENANT, first)).toMatchObject({
      status: 'dead_letter',
      haltsLine: true,
      holdReason: null,
    });
    expect(numbers()).toEqual([0, 1]);
    expect(await lanes.ofEndpoint(TENANT, endpointId)).toMatchObject({ held: 3 });
    expect(await deliveries.skip(TENANT, first)).toMatchObject({ haltsLine: false });
    await expect(deliveries.skip(TENANT, first)).rejects.toMatchObject({ httpStatus: 409 });
    const second = await eventually(halted);
    expect(numbers()).toEqual([0, 1, 2, 3]);
    broken = false;
    await deliveries.retry(TENANT, second);
    await pipeline.receiver.count(6);
    expect(numbers()).toEqual([0, 1, 2, 3, 3, 4]);
  });

  it('goes on behind what is not delivered where that is wanted, and gives a repetition a new place', async () => {
    await pipeline.endpoint({ ordering: { onExhausted: 'continue' }, retryPolicy: ONCE });
    let broken = true;
    pipeline.receiver.answer = (request) =>
      broken && numberOf(request) === 1 ? { status: 500 } : { status: 204 };
    for (const n of range(0, 4)) await publish(n);
    await pipeline.receiver.count(4);
    broken = false;
    const deadLetters = pipeline.module.get(WebhookDeadLettersService);
    const [dead] = await eventually(async () => {
      const { items } = await deadLetters.list(TENANT);
      return items.length === 1 && items;
    });
    await pipeline.module.get(WebhookDeliveriesService).retry(TENANT, dead?.id ?? '');
    await pipeline.receiver.count(5);
    expect(numbers()).toEqual([0, 1, 2, 3, 1]);
    const rows = await pipeline.rows<{ count: string }>(
      'SELECT count(DISTINCT sequence) FROM hookline.delivery',
    );
    expect(rows).toEqual([{ count: '5' }]);
  });

  it('keeps an order for each key, and lets the others go on when one halts', async () => {
    await pipeline.endpoint({ ordering: { by: 'key' }, retryPolicy: ONCE });
    let stuck = true;
    pipeline.receiver.answer = (request) =>
      stuck && numberOf(request) === 0 ? { status: 500 } : { status: 204 };
    for (const n of range(0, 12)) await publish(n, { orderingKey: `key ${n % 3}` });
    await pipeline.receiver.until(() => numbers().filter((n) => n % 3 !== 0).length === 8);
    const deadLetters = pipeline.module.get(WebhookDeadLettersService);
    const [dead] = await eventually(async () => {
      const { items } = await deadLetters.list(TENANT);
      return items.length === 1 && items;
    });
    stuck = false;
    await pipeline.module.get(WebhookDeliveriesService).retry(TENANT, dead?.id ?? '');
    await pipeline.receiver.count(13);
    for (const key of [0, 1, 2]) {
      const order = numbers().filter((n) => n % 3 === key);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('leaves nothing behind when an order is given up, or asked for, while deliveries wait', async () => {
    const id = await pipeline.endpoint({ ordering: {}, retryPolicy: ONCE });
    pipeline.receiver.answer = (request) =>
      numberOf(request) === 0 ? { status: 500 } : { status: 204 };
    for (const n of range(0, 4)) await publish(n);
    const lanes = pipeline.module.get(WebhookLanesService);
    await eventually(async () => (await lanes.ofEndpoint(TENANT, id)).halts.length === 1);
    await pipeline.registry.update(TENANT, id, { ordering: null });
    await pipeline.receiver.until(() => new Set(numbers()).size === 4);
    await pipeline.registry.update(TENANT, id, { rateLimit: { perSecond: 0.01, burst: 1 } });
    for (const n of range(4, 8)) await publish(n);
    await eventually(async () => (await lanes.ofEndpoint(TENANT, id)).held >= 3);
    await pipeline.registry.update(TENANT, id, { rateLimit: null, ordering: {} });
    await pipeline.receiver.until(() => new Set(numbers()).size === 8);
    expect(numbers().filter((n) => n === 7)).toHaveLength(1);
  });

  it('keeps a line that was paused, and goes on after', async () => {
    // More tries than fit before the pause: the head may not become a dead letter, behind which the line halts.
    const retryPolicy = {
      strategy: 'constant',
      delayMs: 500,
      maxAttempts: 20,
      jitter: 0,
    } as const;
    const id = await pipeline.endpoint({ ordering: {}, retryPolicy });
    pipeline.receiver.answer = () => ({ status: 500 });
    for (const n of range(0, 4)) await publish(n);
    await pipeline.receiver.count(1);
    await pipeline.registry.pause(TENANT, id);
    pipeline.receiver.answer = () => ({ status: 204 });
    await pipeline.registry.resume(TENANT, id);
    await pipeline.receiver.until(() => numbers().includes(3));
    expect([...new Set(numbers())]).toEqual([0, 1, 2, 3]);
  });
});

describe('Limits of an endpoint', () => {
  let pipeline: Pipeline;
  let workers: ChildProcess[];

  beforeEach(async () => {
    pipeline = await startPipeline({ worker: false, dispatch: QUICK });
    workers = await Promise.all(
      Array.from({ length: 3 }, () => startWorkerProcess({ ...pipeline.options, worker: true })),
    );
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => stopWorkerProcess(worker, 'SIGKILL')));
    await pipeline.close();
  });

  const publishMany = (count: number) =>
    pipeline.publisher.publishMany(
      Array.from({ length: count }, (_, n) => ({
        event: { type: 'a.b', data: { n } },
        tenantId: TENANT,
      })),
    );

  /** Resolves when all processes have had the time for a few looks at their lanes: they have beaten again. */
  const haveLooked = async (): Promise<void> => {
    const [{ now } = { now: new Date(NaN) }] = await pipeline.rows<{ now: Date }>(
      'SELECT clock_timestamp() AS now',
    );
    const later = new Date(now.getTime() + QUICK.heartbeatIntervalMs);
    await eventually(async () => {
      const rows = await pipeline.rows('SELECT 1 FROM hookline.worker WHERE seen_at > $1', [later]);
      return rows.length === workers.length;
    });
  };

  it('hold for three processes together, also when the one that keeps them is killed', async () => {
    await pipeline.endpoint({ concurrency: 3, timeoutMs: 60_000 });
    pipeline.receiver.answer = () => 'hang';
    await publishMany(60);
    await pipeline.receiver.count(3);
    await haveLooked();
    expect(pipeline.receiver.requests).toHaveLength(3);
    const [{ pid } = { pid: 0 }] = await pipeline.rows<{ pid: number }>(
      `SELECT split_part(w.name, ':', 2)::int AS pid FROM hookline.lane l JOIN hookline.worker w ON w.id = l.owner`,
    );
    const owner = workers.find((worker) => worker.pid === pid);
    expect(owner).toBeDefined();
    let inHand = 0;
    let most = 0;
    pipeline.receiver.answer = async () => {
      most = Math.max(most, (inHand += 1));
      // As long as Postgres takes for an answer: what is sent together is in hand together.
      await pipeline.rows('SELECT 1');
      inHand -= 1;
      return { status: 204 };
    };
    await stopWorkerProcess(owner as ChildProcess, 'SIGKILL');
    await eventually(async () => {
      const [row] = await pipeline.rows<{ live: string }>(
        'SELECT count(*) AS live FROM hookline.delivery WHERE completed_at IS NULL',
      );
      return row?.live === '0';
    }, 30_000);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('let no more than the burst and the rate through in any window', async () => {
    const rateLimit = { perSecond: 40, burst: 5 };
    await pipeline.endpoint({ rateLimit });
    // What left at the latest and was quick came after what left at the earliest and was slow.
    const mostWithin = (ms: number) =>
      Math.ceil(rateLimit.burst + rateLimit.perSecond * (ms / 1_000 + 0.1));
    const arrivals: number[] = [];
    pipeline.receiver.answer = () => {
      arrivals.push(performance.now());
      return { status: 204 };
    };
    const began = performance.now();
    await publishMany(60);
    await pipeline.receiver.count(60);
    arrivals.forEach((at, index) => {
      expect(index + 1).toBeLessThanOrEqual(mostWithin(at - began));
    });
    // When this process stands still, requests arrive together. So windows within are those of the sender.
    const starts = await eventually(async () => {
      const rows = await pipeline.rows<{ at: Date }>(
        'SELECT started_at AS at FROM hookline.attempt ORDER BY started_at',
      );
      return rows.length === 60 && rows.map(({ at }) => at.getTime());
    });
    starts.forEach((from, first) => {
      starts.slice(first).forEach((to, index) => {
        expect(index + 1).toBeLessThanOrEqual(mostWithin(to - from));
      });
    });
  });
});
