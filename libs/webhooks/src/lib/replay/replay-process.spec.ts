import type { ChildProcess } from 'node:child_process';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { startWorkerProcess, stopWorkerProcess } from '../../testing/worker-process';
import { decodeId, newUuid } from '../common/ids';
import { patientReplays } from './testing/patient-replays';
import type { WebhookReplaysService } from './webhook-replays.service';

const EVENTS = 20_000;

describe('A replay of 20,000 events', () => {
  let pipeline: Pipeline;
  let replays: WebhookReplaysService;
  let worker: ChildProcess;

  beforeAll(async () => {
    pipeline = await startPipeline({ worker: false });
    replays = patientReplays(pipeline.module);
  });
  afterAll(async () => {
    await stopWorkerProcess(worker, 'SIGTERM');
    await pipeline.close();
  });

  async function store(endpointId: string): Promise<void> {
    const ids = Array.from({ length: EVENTS }, () => newUuid());
    await pipeline.rows(
      `WITH new AS (
         INSERT INTO hookline.event (id, tenant_id, type, body, created_at)
         SELECT id, $2, 'number.counted', '{}', now() FROM unnest($1::uuid[]) AS id
       )
       INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, attempts,
         dead_letter_reason, due_at, created_at, completed_at)
       SELECT id, id, $3, $2, 'number.counted', 'publish', 'dead_letter', 5, 1, 'exhausted', now(), now(), now()
       FROM unnest($1::uuid[]) AS id`,
      [ids, TENANT, endpointId],
    );
  }

  it('outlives kill -9 of the process that works on it, and repeats no event', async () => {
    const endpointId = await pipeline.endpoint();
    await store(decodeId('ep', endpointId));
    const input = { endpointId, statuses: ['dead_letter' as const], ratePerSecond: 10_000 };
    expect(await replays.estimate(TENANT, input)).toEqual({ count: EVENTS, complete: true });
    const { id, total } = await replays.create(TENANT, input);
    expect(total).toBe(EVENTS);

    worker = await startWorkerProcess(pipeline.options);
    const halfway = await eventually(async () => {
      const { replayed } = await replays.findById(TENANT, id);
      return replayed > 0 && replayed;
    });
    await stopWorkerProcess(worker, 'SIGKILL');
    expect(halfway).toBeLessThan(EVENTS);
    expect((await replays.findById(TENANT, id)).status).toBe('running');

    worker = await startWorkerProcess(pipeline.options);
    const ended = await eventually(async () => {
      const replay = await replays.findById(TENANT, id);
      return replay.status === 'completed' && replay;
    }, 120_000);
    expect(ended).toMatchObject({ total: EVENTS, replayed: EVENTS });
    const [made] = await pipeline.rows(
      `SELECT count(*)::int AS deliveries, count(DISTINCT event_id)::int AS events FROM hookline.delivery
       WHERE trigger = 'replay'`,
    );
    expect(made).toEqual({ deliveries: EVENTS, events: EVENTS });
    await eventually(async () => {
      const [{ left } = { left: -1 }] = await pipeline.rows<{ left: number }>(
        `SELECT count(*)::int AS left FROM hookline.delivery WHERE completed_at IS NULL`,
      );
      return left === 0;
    }, 120_000);
    const received = pipeline.receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(received).size).toBe(EVENTS);
  }, 300_000);
});
