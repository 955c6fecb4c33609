import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { cleanUpWebhooks } from '../clean-up-webhooks';
import { lowestUuidAt, newUuid } from '../common/ids';
import { MS_PER_DAY } from '../common/durations';
import { RegistryHarness } from '../registry/testing/registry-harness';
import { decodeId } from '../common/ids';
import { resolveConfig } from '../resolve-config';
import { ManualClock } from '../../testing/manual-clock';
import type { RetentionOptions } from '../webhooks.options';
import { JobLease } from './job-lease';
import { CLEAN_UP_JOB, WebhookRetentionService } from './webhook-retention.service';

const NOW = Date.now();

/** A delivery of its own event that ended some days ago, unless something else is said. */
interface Old {
  status?: string;
  days: number;
  /** Days since it was published, when not those since it ended. */
  publishedDays?: number;
  live?: boolean;
  hold?: string;
  tenant?: string;
  endpointId?: string;
  eventId?: string;
}

describe('WebhookRetentionService', () => {
  let db: TestDatabase;
  let made = 0;

  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());

  beforeEach(() =>
    db.dataSource.query(
      'TRUNCATE hookline.event, hookline.delivery, hookline.attempt, hookline.idempotency_key, hookline.rollup, hookline.job',
    ),
  );

  const service = (retention: RetentionOptions = {}) =>
    new WebhookRetentionService(
      db.database,
      resolveConfig({ singleTenant: true, retention }, { http: false, env: {} }),
      new ManualClock(NOW),
    );

  /** An id that was made some days ago. */
  function idOf(days: number): string {
    made += 1;
    const time = lowestUuidAt(NOW - days * MS_PER_DAY);
    return `${time.slice(0, 14)}7${made.toString(16).padStart(3, '0')}-8${newUuid().slice(20)}`;
  }

  async function old(given: Old): Promise<{ id: string; eventId: string }> {
    const { status = 'delivered', days, live = false, hold = null, tenant = 'acme' } = given;
    const published = given.publishedDays ?? days;
    const id = idOf(published);
    const eventId = given.eventId ?? idOf(published);
    const at = new Date(NOW - days * MS_PER_DAY);
    if (given.eventId === undefined) {
      await db.dataSource.query(
        `INSERT INTO hookline.event (id, tenant_id, type, body, created_at) VALUES ($1, $2, 'a.b', '{}', $3)`,
        [eventId, tenant, at],
      );
    }
    await db.dataSource.query(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority, hold,
         due_at, created_at, completed_at) VALUES ($1, $2, $3, $4, 'a.b', 'publish', $5, 5, $6, $7, $7, $8)`,
      [id, eventId, given.endpointId ?? newUuid(), tenant, status, hold, at, live ? null : at],
    );
    await db.dataSource.query(
      `INSERT INTO hookline.attempt (delivery_id, number, started_at, duration_ms, retryable) VALUES ($1, 1, $2, 5, false)`,
      [id, at],
    );
    return { id, eventId };
  }

  async function kept() {
    const ids = async (sql: string) =>
      (await db.dataSource.query<{ id: string }[]>(sql)).map(({ id }) => id).sort();
    return {
      deliveries: await ids('SELECT id FROM hookline.delivery'),
      attempts: await ids('SELECT delivery_id AS id FROM hookline.attempt'),
      events: await ids('SELECT id FROM hookline.event'),
    };
  }

  /** Expects these to be there with their attempts and payloads, and nothing else. */
  async function expectKept(...rows: { id: string; eventId: string }[]): Promise<void> {
    const ids = rows.map(({ id }) => id).sort();
    const events = [...new Set(rows.map(({ eventId }) => eventId))].sort();
    expect(await kept()).toEqual({ deliveries: ids, attempts: ids, events });
  }

  it('keeps deliveries for 30 days and dead letters for 90, with their payloads', async () => {
    const young = await old({ days: 29 });
    await old({ days: 31 });
    await old({ status: 'cancelled', days: 31 });
    const dead = await old({ status: 'dead_letter', days: 89 });
    await old({ status: 'dead_letter', days: 91 });
    const recent = await old({ days: 2, publishedDays: 45 });
    expect(await service().cleanUp()).toMatchObject({ deliveries: 3, events: 3 });
    await expectKept(young, dead, recent);
  });

  it('never removes what is pending, held or paused, nor its payload', async () => {
    const pending = await old({ status: 'pending', live: true, days: 400 });
    const retrying = await old({ status: 'retrying', live: true, days: 400 });
    const paused = await old({ status: 'pending', live: true, hold: 'paused', days: 400 });
    // Another delivery of the same event has expired.
    await old({ days: 400, eventId: paused.eventId });
    expect(await service().cleanUp()).toMatchObject({ deliveries: 1, events: 0 });
    await expectKept(pending, retrying, paused);
  });

  it('removes payloads that went to nobody, when they are old', async () => {
    const sql = `INSERT INTO hookline.event (id, tenant_id, type, body, created_at) VALUES ($1, 'acme', 'a.b', '{}', now())`;
    await db.dataSource.query(sql, [idOf(31)]);
    await db.dataSource.query(sql, [idOf(29)]);
    expect(await service().cleanUp()).toMatchObject({ deliveries: 0, events: 1 });
  });

  it('leaves an event that somebody is about to deliver again', async () => {
    const { eventId } = await old({ days: 40 });
    const runner = db.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1 FROM hookline.event WHERE id = $1 FOR KEY SHARE', [eventId]);
    expect(await service().cleanUp()).toMatchObject({ deliveries: 1, events: 0 });
    await runner.rollbackTransaction();
    await runner.release();
    expect(await service().cleanUp()).toMatchObject({ events: 1 });
  });

  it('takes more than one page, of many', async () => {
    await db.dataSource.query(
      `INSERT INTO hookline.event (id, tenant_id, type, body, created_at)
       SELECT uuidv7(interval '-40 days'), 'acme', 'a.b', '{}', now() FROM generate_series(1, 2500)`,
    );
    await db.dataSource.query(
      `INSERT INTO hookline.delivery (id, event_id, endpoint_id, tenant_id, event_type, trigger, status, priority,
         due_at, created_at, completed_at)
       SELECT uuidv7(interval '-40 days'), id, uuidv7(), 'acme', 'a.b', 'publish', 'delivered', 5, now(), now(),
         now() - interval '40 days' FROM hookline.event`,
    );
    expect(await service().cleanUp()).toMatchObject({ deliveries: 2_500, events: 2_500 });
    await expectKept();
  });

  it('gives a tenant windows of its own, shorter or longer', async () => {
    const harness = new RegistryHarness(db);
    const endpointOf = async (tenant: string) => {
      const input = { name: 'own', url: 'https://example.com/hook' };
      const { endpoint } = await harness.registry.create(tenant, input);
      return decodeId('ep', endpoint.id);
    };
    const short = { tenant: 'short', endpointId: await endpointOf('short') };
    const long = { tenant: 'long', endpointId: await endpointOf('long') };
    await old({ ...short, days: 8 });
    const dead = await old({ ...short, status: 'dead_letter', days: 80 });
    const other = await old({ days: 8 });
    const longKept = await old({ ...long, days: 300 });
    await old({ ...long, days: 366 });
    const tenant = (tenantId: string) =>
      ({ short: { deliveryDays: 7 }, long: { deliveryDays: 365, deadLetterDays: 365 } })[tenantId];
    expect(await service({ tenant }).cleanUp()).toMatchObject({ deliveries: 2, events: 2 });
    await expectKept(dead, other, longKept);
  });

  it('forgets idempotency keys after 24 hours, and counters after two years', async () => {
    await db.dataSource.query(
      `INSERT INTO hookline.idempotency_key (tenant_id, key, event_id, fingerprint, created_at)
       SELECT 'acme', n::text, uuidv7(), '', now() - n * interval '1 hour' FROM generate_series(20, 27) n`,
    );
    await db.dataSource.query(
      `INSERT INTO hookline.rollup (hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket, count,
         duration_ms, first_at, last_at)
       SELECT $1::int - days * 24, 'acme', uuidv7(), 'a.b', 'delivered', 2, 0, 1, 1, now(), now()
       FROM unnest(ARRAY[1, 700, 731, 900]) days`,
      [Math.floor(NOW / 3_600_000)],
    );
    // The clean-up counts from the moment at which this file was loaded.
    expect(await service().cleanUp()).toMatchObject({ idempotencyKeys: 3, statistics: 2 });
  });

  describe('at most once at a time', () => {
    it('does nothing while another process is at it', async () => {
      await old({ days: 31 });
      const other = new JobLease(db.database, CLEAN_UP_JOB);
      expect(await other.take(0)).toBe(true);
      expect(await service().cleanUp()).toBeNull();
      expect(await new JobLease(db.database, CLEAN_UP_JOB).renew()).toBe(false);
      await other.end(true);
      expect(await service().cleanUp()).toMatchObject({ deliveries: 1 });
    });

    it('runs once when many begin together', async () => {
      await old({ days: 31 });
      const reports = await Promise.all(Array.from({ length: 6 }, () => service().cleanUp()));
      const removed = reports.map((report) => report?.deliveries ?? 0);
      expect(removed.reduce((sum, count) => sum + count)).toBe(1);
    });

    it('is taken over when its holder is gone', async () => {
      const gone = new JobLease(db.database, CLEAN_UP_JOB);
      await gone.take(0);
      await db.dataSource.query(
        `UPDATE hookline.job SET leased_until = now() - interval '1 second'`,
      );
      expect(await gone.renew()).toBe(false);
      expect(await service().cleanUp()).not.toBeNull();
    });

    it('waits its time after the last one, whoever did it', async () => {
      const lease = new JobLease(db.database, CLEAN_UP_JOB);
      await lease.take(0);
      await lease.end(true);
      const next = new JobLease(db.database, CLEAN_UP_JOB);
      expect(await next.take(60_000)).toBe(false);
      await db.dataSource.query(`UPDATE hookline.job SET ended_at = now() - interval '2 minutes'`);
      expect(await next.take(60_000)).toBe(true);
      await next.end(false);
      expect(await lease.take(60_000)).toBe(true);
    });
  });

  it('can be called without an application', async () => {
    await old({ days: 15 });
    expect(await cleanUpWebhooks(db.url, { deliveryDays: 14 })).toMatchObject({ deliveries: 1 });
    await expect(cleanUpWebhooks(db.url, { deliveryDays: 0 })).rejects.toMatchObject({
      code: 'HOOKLINE_CONFIG_INVALID',
    });
  });
});
