import type { Replay } from '@hookline/contracts';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { StateConflictError } from '../common/errors/state-conflict.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { WebhookDeadLettersService } from '../monitoring/webhook-dead-letters.service';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import type { ReplayInput } from './replay-input';
import { patientReplays } from './testing/patient-replays';
import { MAX_RUNNING_REPLAYS, type WebhookReplaysService } from './webhook-replays.service';

describe('WebhookReplaysService', () => {
  let pipeline: Pipeline;
  let replays: WebhookReplaysService;

  beforeEach(async () => {
    pipeline = await startPipeline();
    replays = patientReplays(pipeline.module);
  });
  afterEach(() => pipeline.close());

  /** Publishes, and waits until nothing is live any more. Answers the id of the event. */
  async function publish(type = 'project.created'): Promise<string> {
    const { id } = await pipeline.publisher.publish({ type, data: {} }, { tenantId: TENANT });
    await settled();
    return id;
  }

  const settled = () =>
    eventually(async () => {
      const live = 'SELECT 1 FROM hookline.delivery WHERE completed_at IS NULL';
      return (await pipeline.rows(live)).length === 0;
    });

  async function replay(input: ReplayInput): Promise<Replay> {
    const { id } = await replays.create(TENANT, input);
    const ended = await eventually(async () => {
      const found = await replays.findById(TENANT, id);
      return found.status !== 'running' && found;
    });
    await settled();
    return ended;
  }

  const received = () => pipeline.receiver.requests.map(({ headers }) => headers['webhook-id']);

  it('delivers again what is final, each event once, in the order of publishing', async () => {
    await pipeline.endpoint();
    const events = [await publish(), await publish(), await publish()];
    const first = await replay({ ratePerSecond: 10_000 });
    expect(first).toMatchObject({ status: 'completed', total: 3, replayed: 3 });
    expect(received().slice(3)).toEqual(events);
    const { items } = await pipeline.module.get(WebhookDeliveriesService).list(TENANT);
    expect(items.map(({ trigger }) => trigger).sort()).toEqual([
      ...Array<string>(3).fill('publish'),
      ...Array<string>(3).fill('replay'),
    ]);
    expect(await replay({})).toMatchObject({ total: 3, replayed: 3 });
    expect(received()).toHaveLength(9);
  });

  it('lets the latest delivery decide, and takes dead letters off their list', async () => {
    await pipeline.endpoint();
    const fine = await publish();
    pipeline.receiver.answer = () => ({ status: 400 });
    const dead = await publish();
    pipeline.receiver.answer = () => ({ status: 204 });
    const input = { statuses: ['dead_letter' as const] };
    expect(await replays.estimate(TENANT, input)).toEqual({ count: 1, complete: true });
    expect(await replay(input)).toMatchObject({ replayed: 1 });
    expect(received()).toEqual([fine, dead, dead]);
    const letters = await pipeline.module.get(WebhookDeadLettersService).list(TENANT);
    expect(letters.items).toEqual([]);
    expect(await replay(input)).toMatchObject({ total: 0, replayed: 0, status: 'completed' });
  });

  it('chooses by endpoint, type and time', async () => {
    const one = await pipeline.endpoint();
    await pipeline.endpoint({ events: ['project.*'] });
    const created = await publish('project.created');
    const paid = await publish('order.paid');
    const count = async (input: ReplayInput) => (await replays.estimate(TENANT, input)).count;
    expect(await count({})).toBe(3);
    expect(await count({ endpointId: one })).toBe(2);
    expect(await count({ endpointId: one, eventTypes: ['order.*'] })).toBe(1);
    expect(await count({ to: '2020-01-01T00:00:00Z' })).toBe(0);
    expect(await count({ from: new Date(Date.now() + 86_400_000) })).toBe(0);
    expect(await count({ from: '2020-01-01T00:00:00Z', eventTypes: ['project.created'] })).toBe(2);
    await replay({ endpointId: one, eventTypes: ['order.paid'] });
    expect(received()).toEqual([created, created, paid, paid]);
  });

  it('delivers what an endpoint never got, and only what it subscribes to', async () => {
    await publish('project.created');
    const before = await publish('order.paid');
    const endpointId = await pipeline.endpoint({ events: ['order.*'] });
    await publish('order.paid');
    const missing = { endpointId, missing: true };
    expect(await replay(missing)).toMatchObject({ replayed: 1, missing: true, statuses: [] });
    expect(received()).toHaveLength(2);
    expect(received()[1]).toBe(before);
    expect(await replays.estimate(TENANT, missing)).toEqual({ count: 0, complete: true });
    await pipeline.registry.testEndpoint(TENANT, endpointId);
    const other = await pipeline.endpoint();
    expect((await replays.estimate(TENANT, { endpointId: other, missing: true })).count).toBe(3);
  });

  it('delivers of what was missed only what the filter wants', async () => {
    const off = await pipeline.endpoint({ active: false, filter: { path: 'amount', gte: 100 } });
    const wanted: string[] = [];
    for (let amount = 0; amount < 200; amount += 8) {
      const event = { type: 'order.paid', data: { amount } };
      const { id } = await pipeline.publisher.publish(event, { tenantId: TENANT });
      if (amount >= 100) wanted.push(id);
    }
    const missing = { endpointId: off, missing: true };
    const count = wanted.length;
    expect(await replays.estimate(TENANT, missing)).toEqual({ count, complete: true });
    // Switched off it keeps them waiting.
    const { id } = await replays.create(TENANT, { ...missing, ratePerSecond: 10_000 });
    await eventually(async () => (await replays.findById(TENANT, id)).status === 'completed');
    expect(received()).toEqual([]);
    await pipeline.registry.resume(TENANT, off);
    await settled();
    expect([...received()].sort()).toEqual([...wanted].sort());
  });

  it('leaves out endpoints that were deleted, and ends when its own is', async () => {
    const endpointId = await pipeline.endpoint();
    await publish();
    const slow = await replays.create(TENANT, { endpointId, ratePerSecond: 1 });
    await pipeline.registry.delete(TENANT, endpointId);
    await eventually(async () => (await replays.findById(TENANT, slow.id)).status === 'completed');
    expect((await replays.estimate(TENANT, {})).count).toBe(0);
    await expect(replays.create(TENANT, { endpointId })).rejects.toBeInstanceOf(
      ResourceNotFoundError,
    );
  });

  it('keeps its rate, and can be cancelled', async () => {
    await pipeline.endpoint();
    await publish();
    await publish();
    await publish();
    const { id } = await replays.create(TENANT, { ratePerSecond: 1 });
    await eventually(async () => (await replays.findById(TENANT, id)).replayed > 0);
    const cancelled = await replays.cancel(TENANT, id);
    expect(cancelled).toMatchObject({ status: 'cancelled', total: 3 });
    expect(cancelled.replayed).toBeLessThan(3);
    expect(await replays.cancel(TENANT, id)).toEqual(cancelled);
    const done = await replay({ to: '2020-01-01T00:00:00Z' });
    await expect(replays.cancel(TENANT, done.id)).rejects.toBeInstanceOf(StateConflictError);
    const [{ made } = { made: 0 }] = await pipeline.rows<{ made: number }>(
      `SELECT count(*)::int AS made FROM hookline.delivery WHERE trigger = 'replay'`,
    );
    expect(made).toBe(cancelled.replayed);
  });

  it('shows a tenant its own alone, newest first', async () => {
    const endpointId = await pipeline.endpoint();
    const one = await replay({});
    const two = await replay({ endpointId });
    const page = await replays.list(TENANT, { limit: 1 });
    expect(page.items).toEqual([two]);
    const rest = await replays.list(TENANT, { cursor: page.nextCursor ?? '' });
    expect(rest).toEqual({ items: [one], nextCursor: null });
    expect((await replays.list('intruder')).items).toEqual([]);
    for (const attempt of [
      () => replays.findById('intruder', one.id),
      () => replays.cancel('intruder', one.id),
      () => replays.create('intruder', { endpointId }),
      () => replays.estimate('intruder', { endpointId }),
    ]) {
      await expect(attempt()).rejects.toBeInstanceOf(ResourceNotFoundError);
    }
  });

  it('allows a tenant ten at a time', async () => {
    await pipeline.endpoint();
    // At one in a second, the replay of five is still under way when the next one comes.
    for (let n = 0; n < 5; n += 1) await publish();
    await pipeline.rows(
      `INSERT INTO hookline.replay (id, tenant_id, event_types, statuses, missing, rate_per_second, status, position, until,
         next_at, created_at)
       SELECT md5(n::text)::uuid, $1, '{}', '{}', false, 1, 'running', md5('a')::uuid, md5('b')::uuid,
         now() + interval '1 day', now() FROM generate_series(2, $2::int) n`,
      [TENANT, MAX_RUNNING_REPLAYS],
    );
    const two = await Promise.allSettled(
      [1, 2].map(() => replays.create(TENANT, { ratePerSecond: 1 })),
    );
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(replays.create(TENANT, {})).rejects.toBeInstanceOf(StateConflictError);
    expect((await replays.create('other', {})).status).toBe('running');
  });

  it.each<object>([
    { statuses: ['pending'] },
    { statuses: [] },
    { missing: true },
    { missing: true, endpointId: 'ep_x', statuses: ['delivered'] },
    { eventTypes: ['*.created'] },
    { ratePerSecond: 0 },
    { ratePerSecond: 10_001 },
    { from: 'soon' },
  ])('refuses %j', async (input) => {
    await expect(replays.create(TENANT, input)).rejects.toBeInstanceOf(ValidationFailedError);
    await expect(replays.estimate(TENANT, input)).rejects.toBeInstanceOf(ValidationFailedError);
  });
});
