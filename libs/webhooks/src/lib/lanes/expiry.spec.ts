import type { DeadLetterReason } from '@hookline/contracts';
import { IsString } from 'class-validator';
import request from 'supertest';
import { eventually } from '../../testing/eventually';
import { ManualClock } from '../../testing/manual-clock';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { IdempotencyConflictError } from '../common/errors/idempotency-conflict.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { WebhookWorker } from '../dispatch/webhook-worker';
import { EventCatalog } from '../events/event-catalog';
import { WebhookEvent } from '../events/webhook-event.decorator';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { WebhookQueueService } from '../monitoring/webhook-queue.service';
import type { PublishOptions } from '../publishing/publish-options';
import type { EndpointLookup } from '../registry/endpoint-directory';
import { judge } from './judge';
import { OWNERSHIP, type Ownership } from './ownership';

/** Attempts take real time on top of the clock's: a minute or two say nothing about a busy machine. */
const MINUTE = 60_000;

@WebhookEvent('login.requested', { expiresAfterMs: 60_000, example: { code: '123' } })
class LoginRequested {
  @IsString() code = '123';
}

describe('judge', () => {
  it.each<[EndpointLookup['state'], number | null, DeadLetterReason | undefined]>([
    ['active', null, undefined],
    ['active', 1_001, undefined],
    ['active', 1_000, 'expired'],
    ['paused', 1_000, 'expired'],
    ['unverified', 1_000, 'expired'],
    ['gone', 1_000, 'expired'],
    ['gone', 1_001, 'gone'],
    ['deleted', 1_000, 'endpoint_deleted'],
  ])('of an endpoint that is %s and an event until %p: %p', (state, expiresAt, reason) => {
    const verdict = judge(
      { state } as EndpointLookup,
      { trigger: 'publish', drained: true, expiresAt },
      1_000,
    );
    expect(verdict.kind === 'dead_letter' ? verdict.reason : undefined).toBe(reason);
  });
});

describe('Expiry', () => {
  const clock = new ManualClock();
  let pipeline: Pipeline;
  let deliveries: WebhookDeliveriesService;
  let wake: () => void;

  beforeAll(async () => {
    pipeline = await startPipeline({
      clock,
      events: [LoginRequested],
      http: {},
      tenant: () => TENANT,
    });
    deliveries = pipeline.module.get(WebhookDeliveriesService);
    const worker = pipeline.module.get(WebhookWorker);
    wake = () => worker.wake();
  });

  afterAll(() => pipeline.close());

  const inMs = (ms: number): Date => new Date(clock.now() + ms);

  const publish = async (options: Partial<PublishOptions> = {}, type = 'news.broke') => {
    const event = type === 'news.broke' ? { type, data: {} } : new LoginRequested();
    const { deliveries: ids } = await pipeline.publisher.publish(event, {
      tenantId: TENANT,
      ...options,
    });
    return ids[0] ?? 'none';
  };

  const whenEnded = (id: string) =>
    eventually(async () => {
      wake();
      const delivery = await deliveries.findById(TENANT, id);
      return delivery.completedAt === null ? undefined : delivery;
    });

  const endpoint = async (): Promise<string> => {
    const { items } = await pipeline.registry.list(TENANT);
    for (const { id } of items) await pipeline.registry.delete(TENANT, id);
    return pipeline.endpoint({
      retryPolicy: { strategy: 'constant', maxAttempts: 3, delayMs: 10 * MINUTE, jitter: 0 },
    });
  };

  it('ends what is late before its first attempt, and sends what is in time', async () => {
    await endpoint();
    const before = pipeline.receiver.requests.length;
    const late = await whenEnded(await publish({ expiresAt: inMs(0) }));
    expect(late).toMatchObject({
      status: 'dead_letter',
      deadLetterReason: 'expired',
      attempts: 0,
      expiresAt: inMs(0).toISOString(),
    });
    const inTime = await whenEnded(await publish({ expiresAt: inMs(1_000) }));
    expect(inTime.status).toBe('delivered');
    expect(pipeline.receiver.requests).toHaveLength(before + 1);
  });

  it('waits for no retry that would come too late', async () => {
    await endpoint();
    pipeline.receiver.answer = () => ({ status: 500 });
    const early = await publish({ expiresAt: inMs(15 * MINUTE) });
    await eventually(async () => (await deliveries.findById(TENANT, early)).status === 'retrying');
    clock.advance(12 * MINUTE);
    expect(await whenEnded(early)).toMatchObject({ deadLetterReason: 'expired', attempts: 2 });
    pipeline.receiver.answer = () => ({ status: 204 });
  });

  it('ends what is held for a paused endpoint, and in a paused queue, without a resume', async () => {
    const id = await endpoint();
    pipeline.receiver.answer = () => ({ status: 500 });
    const held = await publish({ expiresAt: inMs(60 * MINUTE) });
    await eventually(async () => (await deliveries.findById(TENANT, held)).status === 'retrying');
    await pipeline.registry.pause(TENANT, id);
    clock.advance(12 * MINUTE);
    await eventually(async () => {
      wake();
      return (await deliveries.findById(TENANT, held)).holdReason === 'paused';
    });
    const queue = pipeline.module.get(WebhookQueueService);
    const ownership = pipeline.module.get<Ownership>(OWNERSHIP);
    await queue.pause();
    await eventually(() => Promise.resolve(ownership.current() === null));
    clock.advance(50 * MINUTE);
    expect(await whenEnded(held)).toMatchObject({
      deadLetterReason: 'expired',
      holdReason: null,
      attempts: 1,
    });
    await queue.resume();
    await eventually(() => Promise.resolve(ownership.current() !== null));
    pipeline.receiver.answer = () => ({ status: 204 });
  });

  it('goes by the class of the event, unless the publish says otherwise', async () => {
    await endpoint();
    const expiryOf = async (options: Partial<PublishOptions>): Promise<string | null> =>
      (await deliveries.findById(TENANT, await publish(options, 'login.requested'))).expiresAt;
    expect(await expiryOf({})).toBe(inMs(60_000).toISOString());
    expect(await expiryOf({ expiresAt: inMs(1) })).toBe(inMs(1).toISOString());
    expect(await expiryOf({ expiresAt: null })).toBeNull();
    const catalog = pipeline.module.get(EventCatalog);
    expect(catalog.describeOne('login.requested').expiresAfterMs).toBe(60_000);
    expect(() => WebhookEvent('a.b', { expiresAfterMs: 0.5 })(LoginRequested)).toThrow(
      /expiresAfterMs.*LoginRequested.*0\.5/,
    );
  });

  it('is sent after all when somebody repeats it by hand', async () => {
    await endpoint();
    const late = await whenEnded(await publish({ expiresAt: inMs(0) }));
    const repeated = await deliveries.retry(TENANT, late.id);
    expect(await whenEnded(repeated.id)).toMatchObject({ status: 'delivered', expiresAt: null });
  });

  it('is a part of what an idempotency key stands for', async () => {
    await endpoint();
    const options = { idempotencyKey: 'k1', expiresAt: inMs(1_000) };
    const first = await publish(options);
    expect(await publish(options)).toBe(first);
    await expect(publish({ ...options, expiresAt: inMs(2_000) })).rejects.toThrow(
      IdempotencyConflictError,
    );
    const byClass = { idempotencyKey: 'k2' };
    const login = await publish(byClass, 'login.requested');
    clock.advance(1);
    expect(await publish(byClass, 'login.requested')).toBe(login);
  });

  it('is given over HTTP, and told in the story of the event', async () => {
    await endpoint();
    const body = { type: 'news.broke', data: {}, expiresAt: inMs(7_000).toISOString() };
    const http = pipeline.app.getHttpServer();
    const published = await request(http).post('/webhooks/publish').send(body).expect(202);
    const { id } = published.body as { id: string };
    const story = await request(http).get(`/webhooks/published/${id}`).expect(200);
    expect(story.body).toMatchObject({
      expiresAt: body.expiresAt,
      endpoints: [{ deliveries: [{ expiresAt: body.expiresAt }] }],
    });
    for (const expiresAt of ['soon', '2026-W01', 17]) {
      const refused = await request(http)
        .post('/webhooks/publish')
        .send({ ...body, expiresAt })
        .expect(400);
      expect(refused.body).toMatchObject({ errors: [{ field: 'expiresAt' }] });
    }
  });

  it.each([new Date(NaN), new Date(-1), new Date(8.64e15)])('refuses %p', async (expiresAt) => {
    await expect(publish({ expiresAt })).rejects.toThrow(ValidationFailedError);
  });
});
