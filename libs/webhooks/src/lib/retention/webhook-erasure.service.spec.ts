import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import type { Answer } from '../../testing/test-receiver';
import { WebhookStatisticsService } from '../monitoring/statistics/webhook-statistics.service';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { signal } from '../sending/testing/receivers';
import { WebhookErasureService } from './webhook-erasure.service';

const SUBJECT = 'user/4711 ä';

describe('WebhookErasureService', () => {
  let pipeline: Pipeline;
  let erasure: WebhookErasureService;

  beforeEach(async () => {
    pipeline = await startPipeline({
      delivery: {
        retryPolicy: { strategy: 'constant', maxAttempts: 3, delayMs: 60_000, jitter: 0 },
      },
    });
    erasure = pipeline.module.get(WebhookErasureService);
  });

  afterEach(() => pipeline.close());

  const publish = (name: string, subject: string | undefined = SUBJECT, tenantId = TENANT) =>
    pipeline.publisher.publish(
      { type: 'user.changed', data: { name } },
      { tenantId, tags: ['person'], ...(subject !== '' && { subject }) },
    );

  const recorded = (status: string, count: number) =>
    eventually(async () => {
      const sql = 'SELECT 1 FROM hookline.delivery WHERE status = $1 AND owner IS NULL';
      return (await pipeline.rows(sql, [status])).length === count;
    });

  const stored = () =>
    pipeline.rows<{ body: string; subject: string | null }>(
      'SELECT body, subject, tags, erased_at IS NOT NULL AS erased FROM hookline.event ORDER BY id',
    );

  it('erases payloads, subjects and what was answered, and keeps the counts', async () => {
    pipeline.receiver.answer = ({ body }) => ({ status: 200, body, headers: { 'x-echo': 'Ada' } });
    await pipeline.endpoint();
    await publish('Ada');
    await publish('Ada again');
    await recorded('delivered', 2);
    expect(await erasure.eraseSubject(TENANT, SUBJECT)).toEqual({ events: 2, cancelled: 0 });
    const gone = { body: '{"erased":true}', subject: null, tags: [], erased: true };
    expect(await stored()).toEqual([gone, gone]);
    const attempts = await pipeline.rows(
      'SELECT status, response_headers, response_body FROM hookline.attempt',
    );
    const empty = { status: 200, response_headers: null, response_body: null };
    expect(attempts).toEqual([empty, empty]);
    const { totals } = await pipeline.module.get(WebhookStatisticsService).ofTenant(TENANT);
    expect(totals).toMatchObject({ delivered: 2, attempts: 2 });
    expect(await erasure.eraseSubject(TENANT, SUBJECT)).toEqual({ events: 0, cancelled: 0 });
  });

  it('cancels what has not ended, and counts it', async () => {
    pipeline.receiver.answer = () => ({ status: 503 });
    await pipeline.endpoint();
    await publish('Ada');
    await recorded('retrying', 1);
    expect(await erasure.eraseSubject(TENANT, SUBJECT)).toEqual({ events: 1, cancelled: 1 });
    const [delivery] = await pipeline.rows(
      'SELECT status, completed_at IS NOT NULL AS ended, owner, hold FROM hookline.delivery',
    );
    expect(delivery).toEqual({ status: 'cancelled', ended: true, owner: null, hold: null });
    const { totals } = await pipeline.module.get(WebhookStatisticsService).ofTenant(TENANT);
    expect(totals).toMatchObject({ cancelled: 1, attempts: 1 });
  });

  it('fences a delivery that is being sent: it is not tried again, and its answer is not kept', async () => {
    const answer = signal<Answer>();
    pipeline.receiver.answer = () => answer.promise;
    await pipeline.endpoint();
    await publish('Ada');
    await pipeline.receiver.count(1);
    expect(await erasure.eraseSubject(TENANT, SUBJECT)).toEqual({ events: 1, cancelled: 1 });
    answer.give({ status: 503 });
    pipeline.receiver.answer = () => ({ status: 200 });
    await publish('somebody else', '');
    // What came of attempts is written in the order in which they end.
    await recorded('delivered', 1);
    const rows = await pipeline.rows('SELECT status FROM hookline.delivery ORDER BY id');
    expect(rows).toEqual([{ status: 'cancelled' }, { status: 'delivered' }]);
    expect(await pipeline.rows('SELECT 1 FROM hookline.attempt')).toHaveLength(1);
  });

  it('leaves nothing to repeat', async () => {
    const endpoint = await pipeline.endpoint();
    await publish('Ada');
    await recorded('delivered', 1);
    await erasure.eraseSubject(TENANT, SUBJECT);
    const deliveries = pipeline.module.get(WebhookDeliveriesService);
    const [delivery] = (await deliveries.listByEndpoint(TENANT, endpoint)).items;
    await expect(deliveries.retry(TENANT, delivery?.id ?? '')).rejects.toMatchObject({
      httpStatus: expect.any(Number) as number,
    });
    expect(pipeline.receiver.requests).toHaveLength(1);
  });

  it('touches nobody else: not another subject, none, or the same of another tenant', async () => {
    await publish('Bob', 'user/1');
    await publish('nobody', '');
    await publish('Ada', SUBJECT, 'another');
    const before = await stored();
    expect(await erasure.eraseSubject(TENANT, SUBJECT)).toEqual({ events: 0, cancelled: 0 });
    expect(await stored()).toEqual(before);
  });

  it('erases more than one batch', async () => {
    await pipeline.rows(
      `INSERT INTO hookline.event (id, tenant_id, type, body, subject, created_at)
       SELECT uuidv7(), $1, 'a.b', '{}', $2, now() FROM generate_series(1, 450)`,
      [TENANT, SUBJECT],
    );
    expect(await erasure.eraseSubject(TENANT, SUBJECT)).toEqual({ events: 450, cancelled: 0 });
  });

  it.each(['', 'x'.repeat(256), 'nul \u0000'])(
    'refuses a subject that is none',
    async (subject) => {
      await expect(erasure.eraseSubject(TENANT, subject)).rejects.toMatchObject({
        code: 'HOOKLINE_VALIDATION_FAILED',
      });
    },
  );
});
