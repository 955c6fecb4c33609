import { addressedEvent } from '../../testing/addressed-event';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { NO_LIMITS } from '../policy/lane-settings';
import { GroupCommit } from './group-commit';

const event = (data: unknown) => ({ type: 'project.created', data });

describe('Publishing without a transaction', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline({
      publishing: {
        maxWaitingEvents: 20,
        maxWaitingDeliveries: 40,
        maxPayloadBytes: 2_048,
        groupEvents: 5,
        groupBytes: 4_096,
      },
    });
  });

  afterEach(() => pipeline.close());

  const stored = () =>
    pipeline.rows<{ type: string }>('SELECT type FROM hookline.event ORDER BY id');
  const publish = (data: unknown) => pipeline.publisher.publish(event(data), { tenantId: TENANT });

  it('commits many events that are published at once', async () => {
    await pipeline.endpoint();
    const published = await Promise.all(
      Array.from({ length: 18 }, (_, number) => publish({ number })),
    );
    expect(await stored()).toHaveLength(18);
    await pipeline.receiver.count(18);
    const received = pipeline.receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(received.sort()).toEqual(published.map(({ id }) => id).sort());
  });

  it('stores what is told about an event', async () => {
    await pipeline.publisher.publish(event({}), {
      tenantId: TENANT,
      subject: 'project:1',
      tags: ['a "quoted" one', 'back\\slash', '{curly,comma}'],
      priority: 9,
    });
    const rows = await pipeline.rows('SELECT subject, tags FROM hookline.event');
    expect(rows).toEqual([
      { subject: 'project:1', tags: ['a "quoted" one', 'back\\slash', '{curly,comma}'] },
    ]);
  });

  it('refuses more than may wait, and stores the rest', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, (_, number) => publish({ number })),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const result of refused) {
      expect(result).toMatchObject({
        reason: { code: 'HOOKLINE_PUBLISH_OVERLOADED', httpStatus: 503 },
      });
    }
    expect(await stored()).toHaveLength(30 - refused.length);
  });

  it('leaves room to others beside a tenant that publishes batches', async () => {
    const groupCommit = pipeline.module.get(GroupCommit);
    // Past what is prepared for each call, so that they come in this order.
    const batch = (tenantId: string, size: number) =>
      groupCommit.commit(Array.from({ length: size }, () => addressedEvent({ tenantId })));
    const results = await Promise.allSettled([
      batch(TENANT, 9),
      batch(TENANT, 8),
      batch(TENANT, 2),
      batch('rival', 2),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await stored()).toHaveLength(19);
  });

  it('refuses a tenant whose events have too many deliveries, and nobody else', async () => {
    const id = await pipeline.endpoint();
    const groupCommit = pipeline.module.get(GroupCommit);
    const publishWide = (tenantId: string) =>
      groupCommit.commit([
        addressedEvent(
          { tenantId },
          Array.from({ length: 20 }, () => ({ id, lane: NO_LIMITS })),
        ),
      ]);
    const results = await Promise.allSettled([TENANT, TENANT, TENANT, 'rival'].map(publishWide));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await stored()).toHaveLength(3);
  });

  it('stores a batch as large as what may wait', async () => {
    const items = Array.from({ length: 20 }, () => ({ event: event({}), tenantId: TENANT }));
    await pipeline.publisher.publishMany(items);
    expect(await stored()).toHaveLength(20);
  });

  it('does not let one event that Postgres refuses fail the others of its group', async () => {
    await pipeline.rows(
      `ALTER TABLE hookline.event ADD CONSTRAINT refuse CHECK (body NOT LIKE '%poison%')`,
    );
    const results = await Promise.allSettled(
      ['a', 'poison', 'b', 'c'].map((name) => publish({ name })),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await stored()).toHaveLength(3);
  });

  it('publishes many, all or none', async () => {
    const items = [1, 2, 3].map((number) => ({ event: event({ number }), tenantId: TENANT }));
    expect(await pipeline.publisher.publishMany(items)).toHaveLength(3);
    await pipeline.rows(
      `ALTER TABLE hookline.event ADD CONSTRAINT refuse CHECK (body NOT LIKE '%poison%') NOT VALID`,
    );
    const poisoned = [...items, { event: event({ name: 'poison' }), tenantId: TENANT }];
    await expect(pipeline.publisher.publishMany(poisoned)).rejects.toThrow();
    expect(await stored()).toHaveLength(3);
    expect(await pipeline.publisher.publishMany([])).toEqual([]);
  });

  it('refuses a payload over the limit, counted in bytes of the envelope', async () => {
    await expect(publish({ text: 'ü'.repeat(1_024) })).rejects.toMatchObject({
      code: 'HOOKLINE_PAYLOAD_TOO_LARGE',
      httpStatus: 413,
    });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['an empty tenant', { tenantId: '' }, 'HOOKLINE_TENANT_MISSING'],
    ['a NUL in a subject', { tenantId: TENANT, subject: 'a\0b' }, 'HOOKLINE_VALIDATION_FAILED'],
    [
      'half a surrogate pair in a tag',
      { tenantId: TENANT, tags: ['\ud800'] },
      'HOOKLINE_VALIDATION_FAILED',
    ],
    ['an unknown priority', { tenantId: TENANT, priority: 10 }, 'HOOKLINE_VALIDATION_FAILED'],
    [
      'half a surrogate pair in an ordering key',
      { tenantId: TENANT, orderingKey: '\ud800' },
      'HOOKLINE_VALIDATION_FAILED',
    ],
    [
      'an ordering key with a priority',
      { tenantId: TENANT, orderingKey: 'order 7', priority: 5 },
      'HOOKLINE_VALIDATION_FAILED',
    ],
    [
      'a long key',
      { tenantId: TENANT, idempotencyKey: 'k'.repeat(256) },
      'HOOKLINE_VALIDATION_FAILED',
    ],
  ])('refuses %s', async (_name, options, code) => {
    await expect(pipeline.publisher.publish(event({}), options)).rejects.toMatchObject({ code });
    expect(await stored()).toEqual([]);
  });

  it('stores nothing after it was closed, and says so', async () => {
    await pipeline.module.get(GroupCommit).close();
    await expect(publish({})).rejects.toMatchObject({ code: 'HOOKLINE_PUBLISHER_CLOSED' });
  });
});
