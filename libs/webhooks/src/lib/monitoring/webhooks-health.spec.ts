import { findRedisServer, startPrivateRedis } from '@hookline/local-postgres';
import { Client } from 'pg';
import { eventually } from '../../testing/eventually';
import { FreezableProxy } from '../../testing/freezable-proxy';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { RestartablePostgres } from '../../testing/restartable-postgres';
import type { HealthPartName } from '../common/health-part';
import { WebhooksHealth, type WebhooksHealthReport } from './webhooks-health';

/** What is promised: everything works again this long after a cause is gone. */
const RECOVERY_MS = 10_000;
const DEADLOCK_DETECTED = '40P01';

const healthOf = ({ module }: Pipeline): WebhooksHealth => module.get(WebhooksHealth);

const publish = (pipeline: Pipeline, name: string) =>
  pipeline.publisher.publish({ type: 'project.created', data: { name } }, { tenantId: TENANT });

/** Resolves when a health check finds what is waited for: on a busy machine a part that is well may answer too late. */
function says(
  health: WebhooksHealth,
  isRight: (report: WebhooksHealthReport) => boolean,
): Promise<WebhooksHealthReport> {
  return eventually(async () => {
    const report = await health.check();
    return isRight(report) && report;
  });
}

/** Resolves when the health check says that these parts are down. */
function saysNo(pipeline: Pipeline, ...names: HealthPartName[]): Promise<WebhooksHealthReport> {
  return says(healthOf(pipeline), ({ parts }) =>
    names.every((name) => parts[name]?.status === 'down'),
  );
}

/** Resolves when the health check says yes again, and an event that is published then has arrived. */
async function worksAgain(pipeline: Pipeline): Promise<void> {
  await eventually(async () => (await healthOf(pipeline).check()).status === 'up', RECOVERY_MS);
  const name = `after ${pipeline.receiver.requests.length}`;
  await publish(pipeline, name);
  await eventually(
    () => Promise.resolve(pipeline.receiver.requests.some(({ body }) => body.includes(name))),
    RECOVERY_MS,
  );
}

describe('WebhooksHealth', () => {
  it('says of a worker that it is well, part by part, and since when', async () => {
    const pipeline = await startPipeline();
    try {
      const health = healthOf(pipeline);
      const [report, indicated] = await eventually(async () => {
        // Calls that come together share one look.
        const both = await Promise.all([health.check(), health.indicator('hooks')]);
        return both[0].status === 'up' && both;
      });
      const names = Object.keys(report.parts).sort();
      expect(names).toEqual(['database', 'heartbeat', 'queue', 'recording', 'sweep']);
      for (const part of Object.values(report.parts)) {
        expect(part).toEqual({ status: 'up', since: expect.any(String) as string });
        expect(Date.parse(part.since)).toBeLessThanOrEqual(Date.now());
      }
      expect(indicated).toEqual({ hooks: { status: 'up', ...report.parts } });
    } finally {
      await pipeline.close();
    }
  });

  it('asks only for what is needed in a process that only publishes', async () => {
    const pipeline = await startPipeline({ worker: false });
    try {
      const { parts } = await healthOf(pipeline).check();
      expect(Object.keys(parts).sort()).toEqual(['database', 'queue']);
    } finally {
      await pipeline.close();
    }
  });

  it('says when recording fails, and goes on by itself', async () => {
    const pipeline = await startPipeline();
    try {
      await pipeline.endpoint();
      await pipeline.rows(`
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON hookline.attempt FOR EACH ROW EXECUTE FUNCTION refuse()`);
      await publish(pipeline, 'not recorded');
      const { status, parts } = await says(
        healthOf(pipeline),
        ({ parts }) => parts.recording?.status === 'down' && parts.database?.status === 'up',
      );
      expect(status).toBe('down');
      expect(parts.recording?.reason).toBe('fails (SQLSTATE P0001)');
      await pipeline.rows('DROP TRIGGER refuse ON hookline.attempt');
      await worksAgain(pipeline);
    } finally {
      await pipeline.close();
    }
  });

  it('says when a record hangs', async () => {
    const pipeline = await startPipeline();
    const locker = new Client({ connectionString: pipeline.database.url });
    await locker.connect();
    try {
      await pipeline.endpoint();
      await locker.query('BEGIN; LOCK TABLE hookline.attempt');
      await publish(pipeline, 'hangs');
      expect((await saysNo(pipeline, 'recording')).parts.recording?.reason).toBe('hangs');
      await locker.query('ROLLBACK');
      await worksAgain(pipeline);
    } finally {
      await locker.end();
      await pipeline.close();
    }
  });

  it('says when the heartbeat is frozen', async () => {
    const pipeline = await startPipeline();
    const locker = new Client({ connectionString: pipeline.database.url });
    await locker.connect();
    try {
      await pipeline.endpoint();
      await locker.query('BEGIN; SELECT 1 FROM hookline.worker FOR UPDATE');
      const { parts } = await saysNo(pipeline, 'heartbeat');
      expect(parts.heartbeat?.reason).toMatch(/^(is late|hangs|fails \(.*\))$/);
      await locker.query('ROLLBACK');
      await worksAgain(pipeline);
    } finally {
      await locker.end();
      await pipeline.close();
    }
  });
});

describe('The queue in Postgres', () => {
  it('brings its tables back when they are gone', async () => {
    const pipeline = await startPipeline();
    try {
      await pipeline.endpoint();
      await worksAgain(pipeline);
      // What claims takes the tables in an order of its own, and may win.
      await eventually(() =>
        pipeline.rows('DROP SCHEMA hookline_bullmq CASCADE').catch((error: { code?: string }) => {
          if (error.code === DEADLOCK_DETECTED) return false;
          throw error;
        }),
      );
      await worksAgain(pipeline);
      const [row] = await pipeline.rows<{ job: string | null }>(
        `SELECT to_regclass('hookline_bullmq.job')::text AS job`,
      );
      expect(row?.job).not.toBeNull();
    } finally {
      await pipeline.close();
    }
  });
});

describe('WebhooksHealth without Postgres', () => {
  let postgres: RestartablePostgres;

  beforeAll(async () => {
    postgres = await RestartablePostgres.start();
  });

  afterAll(() => postgres.stop());

  it('says so when it is stopped, and works again when it is back', async () => {
    const pipeline = await startPipeline({}, postgres.url);
    try {
      await pipeline.endpoint();
      await postgres.stopImmediately();
      const { parts } = await saysNo(pipeline, 'database', 'queue', 'heartbeat', 'sweep');
      expect(parts.database?.reason).toMatch(/ECONNREFUSED/);
      await postgres.startAgain();
      await worksAgain(pipeline);
    } finally {
      await pipeline.close();
    }
  });

  it('answers in time when nothing ever answers', async () => {
    const { hostname, port } = new URL(postgres.url);
    const proxy = await new FreezableProxy({ host: hostname, port: Number(port) }).start();
    const behind = new URL(postgres.url);
    behind.port = String(proxy.port);
    const pipeline = await startPipeline({}, behind.href);
    try {
      await pipeline.endpoint();
      proxy.freeze();
      const askedAt = performance.now();
      const { status, parts } = await healthOf(pipeline).check();
      // It is two seconds; more than that is left to a machine that has other things to do.
      expect(performance.now() - askedAt).toBeLessThan(30_000);
      expect(status).toBe('down');
      expect(parts.database?.reason).toBe('does not answer');
      await saysNo(pipeline, 'database', 'queue', 'heartbeat', 'sweep');
      proxy.thaw();
      await worksAgain(pipeline);
    } finally {
      await pipeline.close();
      await proxy.stop();
    }
  });
});

const describeWithRedis = findRedisServer() === undefined ? describe.skip : describe;

describeWithRedis('WebhooksHealth without Redis [redis]', () => {
  it('says so, and works again when it is back', async () => {
    let redis = await startPrivateRedis();
    const pipeline = await startPipeline({ queue: { redisUrl: redis.url } });
    const publishing = await pipeline.another({ worker: false });
    try {
      await pipeline.endpoint();
      await worksAgain(pipeline);
      await redis.stop();
      await says(
        healthOf(pipeline),
        ({ parts }) => parts.queue?.status === 'down' && parts.database?.status === 'up',
      );
      // Without a queue it publishes all the same; the sweepers of workers find what is due.
      const { parts } = await says(
        publishing.get(WebhooksHealth),
        ({ status }) => status === 'degraded',
      );
      expect(parts).toMatchObject({ queue: { status: 'degraded' }, database: { status: 'up' } });
      redis = await startPrivateRedis({ port: redis.port });
      await worksAgain(pipeline);
      await eventually(
        async () => (await publishing.get(WebhooksHealth).check()).status === 'up',
        RECOVERY_MS,
      );
    } finally {
      await pipeline.close();
      await redis.stop();
    }
  });
});
