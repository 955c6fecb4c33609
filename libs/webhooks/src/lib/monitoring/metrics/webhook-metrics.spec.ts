import { Test } from '@nestjs/testing';
import { IsString } from 'class-validator';
import { type OpenMetricsContentType, Registry } from 'prom-client';
import request from 'supertest';
import { eventually } from '../../../testing/eventually';
import { ManualClock } from '../../../testing/manual-clock';
import { type Pipeline, startPipeline, TENANT } from '../../../testing/pipeline';
import { WebhookEvent } from '../../events/webhook-event.decorator';
import { WebhookWorker } from '../../dispatch/webhook-worker';
import { WebhooksWorkerModule } from '../../webhooks-worker.module';
import { METRICS } from './metrics';
import { readScrape, seriesOf } from './testing/read-scrape';
import { WebhookMetrics } from './webhook-metrics';

@WebhookEvent('project.created')
class ProjectCreated {
  @IsString() name!: string;
}

const NOT_IN_CATALOG = 'planted.type';
const QUICK = { strategy: 'schedule' as const, delaysMs: [0, 10_000], jitter: 0 };

/** Whether worker and Postgres are up to it: a busy machine may just have kept them from their work. */
const isWell = (lines: Map<string, number>): boolean =>
  lines.get('hookline_worker_accepting') === 1 &&
  Number(lines.get('hookline_worker_heartbeat_age_seconds')) < 5 &&
  lines.get('hookline_database_up') === 1;

describe('GET /metrics', () => {
  const clock = new ManualClock();
  let pipeline: Pipeline;
  let ids: string[];
  let text: string;

  const scrape = async () => (await request(pipeline.app.getHttpServer()).get('/metrics')).text;
  const series = (name: string) => seriesOf(text, name);

  /** How many deliveries somebody owns, how many are final, and how many are held. */
  const standing = async (): Promise<string> => {
    const rows = await pipeline.rows(
      `SELECT count(owner)::int AS owned, count(completed_at)::int AS final, count(hold)::int AS held FROM hookline.delivery`,
    );
    return JSON.stringify(rows[0]);
  };

  const publish = (type = 'project.created') =>
    pipeline.publisher.publish({ type, data: { name: 'planted-name' } }, { tenantId: TENANT });

  /** Failures, retries and dead letters of every kind, then a scrape. */
  beforeAll(async () => {
    pipeline = await startPipeline({
      clock,
      events: [ProjectCreated],
      singleTenant: true,
      http: {},
      // A worker that stood still for seconds takes nothing: what is published then waits for the clock to move.
      dispatch: { ownerTimeoutMs: 60_000 },
    });
    const { receiver } = pipeline;
    receiver.answer = ({ path: url, headers }) => {
      const [path] = url.split('?');
      if (path === '/fine') return { status: 204 };
      if (path === '/rejects') return { status: 400 };
      if (path === '/recovers' && headers['x-webhook-attempt'] === '2') return { status: 200 };
      return { status: 503, body: 'planted-answer' };
    };
    const endpoint = (path: string) =>
      pipeline.endpoint({
        url: `${receiver.url}/${path}?key=planted-query`,
        secret: `planted-secret-of-the-endpoint-${path}`,
        retryPolicy: QUICK,
        headers: { 'x-planted': 'planted-header' },
        ...(path === 'fine' && { events: ['project.*', NOT_IN_CATALOG] }),
        ...(path !== 'fine' && { events: ['project.*'] }),
      });
    const paths = ['fine', 'recovers', 'rejects', 'exhausts', 'holds', 'goes'];
    ids = await Promise.all(paths.map(endpoint));
    for (let count = 0; count < 3; count += 1) await publish();
    await publish(NOT_IN_CATALOG);
    // 4 that were fine and 3 that were rejected.
    await eventually(async () => (await standing()) === '{"owned":0,"final":7,"held":0}');
    await pipeline.registry.update(TENANT, ids[4] ?? '', { active: false });
    await pipeline.registry.delete(TENANT, ids[5] ?? '');
    // Retries are due ten seconds after the end of an attempt, which takes its time on a busy machine.
    clock.advance(50_000);
    pipeline.module.get(WebhookWorker).wake();
    await eventually(async () => (await standing()) === '{"owned":0,"final":16,"held":3}');
    text = await eventually(async () => {
      const seen = await scrape();
      const lines = readScrape(seen);
      // What Postgres has written, this process may not know yet.
      return lines.get('hookline_owned_deliveries') === 0 && isWell(lines) && seen;
    });
  });

  afterAll(() => pipeline.close());

  it('answers in the text format of Prometheus, without a token', async () => {
    const response = await request(pipeline.app.getHttpServer()).get('/metrics').expect(200);
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.text).toMatch(
      /^# HELP hookline_events_published_total .+\n# TYPE .+ counter\n/,
    );
  });

  it('has every metric, with no label but its own', () => {
    const declared = METRICS.map(({ name, type }) => `# TYPE ${name} ${type}`);
    expect(text.match(/^# TYPE .*$/gm)).toEqual(declared);
    for (const { name, type, labels } of METRICS) {
      const own = type === 'histogram' ? `${name}_bucket` : name;
      const allowed = [...labels, ...(type === 'histogram' ? ['le'] : [])];
      const found = Object.keys(series(own)).map((key) => [...key.matchAll(/(\w+)="/g)]);
      expect(found.length).toBeGreaterThan(0);
      for (const names of found) expect(names.map(([, label]) => label)).toEqual(allowed);
    }
  });

  it('counts events by the types of the catalog alone', () => {
    expect(series('hookline_events_published_total')).toEqual({
      'event_type="project.created"': 3,
      'event_type="webhook.test"': 0,
      'event_type="other"': 1,
    });
  });

  it('counts attempts by outcome, error code and class of the status', () => {
    expect(series('hookline_attempts_total')).toEqual({
      'outcome="delivered",code="",status_class="2xx"': 7,
      'outcome="retrying",code="http_status",status_class="5xx"': 12,
      'outcome="dead_letter",code="http_status",status_class="4xx"': 3,
      'outcome="dead_letter",code="http_status",status_class="5xx"': 3,
    });
  });

  it('counts deliveries that became final, by outcome, reason and code', () => {
    expect(series('hookline_deliveries_total')).toEqual({
      'outcome="delivered",reason="",code=""': 7,
      'outcome="dead_letter",reason="exhausted",code="http_status"': 3,
      'outcome="dead_letter",reason="rejected",code="http_status"': 3,
      'outcome="dead_letter",reason="endpoint_deleted",code=""': 3,
    });
  });

  it('counts how deliveries came to their owner', () => {
    const { 'source="sweep"': swept, ...others } = series('hookline_deliveries_taken_total');
    const first = Object.values(others).reduce((sum, count) => sum + count, 0);
    // Those of the deleted endpoint were buried where they lay.
    expect([first, swept]).toEqual([19, 9]);
    expect(series('hookline_deliveries_freed_total')).toEqual({
      'cause="silent_owner"': 0,
      'cause="unanswered_claim"': 0,
    });
  });

  it('measures times in seconds', async () => {
    const [attempts] = await pipeline.rows<{ soon: number; seconds: number }>(
      `SELECT count(*) FILTER (WHERE number = 1 AND status < 300 AND duration_ms <= 5000)::int AS soon,
         (sum(duration_ms) / 1000.0)::float8 AS seconds FROM hookline.attempt`,
    );
    const lines = readScrape(text);
    expect(lines.get('hookline_publish_to_first_attempt_seconds_count')).toBe(19);
    expect(lines.get('hookline_publish_to_delivered_seconds_count')).toBe(7);
    // The clock stood still, but for the 50 s before the second attempts: three of them succeeded.
    expect(lines.get('hookline_publish_to_delivered_seconds_bucket{le="5"}')).toBe(attempts?.soon);
    expect(lines.get('hookline_publish_to_delivered_seconds_bucket{le="300"}')).toBe(7);
    expect(lines.get('hookline_request_duration_seconds_count')).toBe(25);
    expect(lines.get('hookline_request_duration_seconds_bucket{le="60"}')).toBe(25);
    expect(lines.get('hookline_request_duration_seconds_sum')).toBeCloseTo(
      attempts?.seconds ?? NaN,
    );
  });

  it('measures what is written together', () => {
    const lines = readScrape(text);
    for (const [stage, entries] of [
      ['group_commit', 4],
      // 25 attempts and 3 holds.
      ['recorder', 28],
    ] as const) {
      expect(lines.get(`hookline_batch_entries_sum{stage="${stage}"}`)).toBe(entries);
      const writes = lines.get(`hookline_batch_entries_count{stage="${stage}"}`);
      expect(lines.get(`hookline_batch_write_seconds_count{stage="${stage}"}`)).toBe(writes);
      expect(lines.get(`hookline_batch_write_seconds_sum{stage="${stage}"}`)).toBeGreaterThan(0);
    }
  });

  it('shows the worker, its pools, and what waits in Postgres', () => {
    const lines = readScrape(text);
    expect(lines.get('hookline_owned_deliveries')).toBe(0);
    expect(lines.get('hookline_in_flight_deliveries')).toBe(0);
    expect(lines.get('hookline_worker_accepting')).toBe(1);
    expect(lines.get('hookline_worker_heartbeat_age_seconds')).toBeLessThan(5);
    expect(series('hookline_pool_max_connections')).toEqual({
      'pool="pipeline"': 4,
      'pool="registry"': 2,
    });
    expect(lines.get('hookline_pool_connections{pool="pipeline"}')).toBeGreaterThan(0);
    expect(lines.get('hookline_database_up')).toBe(1);
    expect(lines.get('hookline_due_deliveries')).toBe(0);
    expect(series('hookline_held_deliveries')).toEqual({
      'reason="rate_limit"': 0,
      'reason="paused"': 3,
      'reason="circuit_open"': 0,
      'reason="ordering"': 0,
      'reason=\"unverified\"': 0,
      'reason=\"concurrency\"': 0,
    });
  });

  it('tells nothing of tenants, endpoints, receivers or what was sent', () => {
    const stored = [TENANT, ...ids, new URL(pipeline.receiver.url).host, '127.0.0.1'];
    const planted = ['planted', 'whsec_', 'evt_', 'dlv_', 'ep_'];
    expect(text.length).toBeGreaterThan(1_000);
    expect([...stored, ...planted].filter((secret) => text.includes(secret))).toEqual([]);
  });
});

describe('WebhookMetrics', () => {
  it('counts a long backlog up to a limit, and says how late its oldest is', async () => {
    const clock = new ManualClock();
    await using started = await disposable({ clock, worker: false, singleTenant: true });
    const { pipeline } = started;
    const endpoint = await pipeline.endpoint();
    await pipeline.publisher.publish({ type: 'project.created', data: {} }, { tenantId: TENANT });
    await pipeline.rows(
      `INSERT INTO hookline.delivery SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid()))).*
       FROM hookline.delivery d, generate_series(1, 10500)`,
    );
    expect(endpoint).toMatch(/^ep_/);
    const metrics = pipeline.module.get(WebhookMetrics);
    await eventually(
      async () => readScrape(await metrics.text()).get('hookline_due_deliveries') === 0,
    );
    // Due two seconds after the publish: until then its hand-off may take it.
    clock.advance(62_000);
    await eventually(async () => {
      const lines = readScrape(await metrics.text());
      return (
        lines.get('hookline_due_deliveries') === 10_000 &&
        lines.get('hookline_due_age_seconds') === 60
      );
    });
    const text = await metrics.text();
    expect(seriesOf(text, 'hookline_events_published_total')['event_type="other"']).toBe(1);
    // A process that only publishes has no worker to show.
    expect(text).toContain('# TYPE hookline_worker_accepting gauge\n\n');
    expect(seriesOf(text, 'hookline_owned_deliveries')).toEqual({});
  });

  it('is at hand in a worker that serves no HTTP', async () => {
    await using started = await disposable({ worker: false });
    const { options } = started.pipeline;
    const imports = [WebhooksWorkerModule.forRoot(options)];
    const worker = await Test.createTestingModule({ imports }).compile();
    await worker.init();
    await eventually(async () => isWell(readScrape(await worker.get(WebhookMetrics).text())));
    await worker.close();
  });

  it("joins the application's own registry, once, and leaves it at the end", async () => {
    const registry = new Registry();
    await using first = await disposable({ metrics: { registry } });
    expect(first.pipeline.module.get(WebhookMetrics).registry).toBe(registry);
    await eventually(async () => (await registry.metrics()).includes('hookline_database_up 1'));
    const names = METRICS.map(({ name }) => name);
    expect((await registry.getMetricsAsJSON()).map(({ name }) => name)).toEqual(names);

    await expect(first.pipeline.another({})).rejects.toMatchObject({
      code: 'HOOKLINE_CONFIG_INVALID',
      message: expect.stringContaining('"hookline_events_published_total"') as string,
    });

    await first.pipeline.app.close();
    expect(registry.getMetricsAsArray()).toEqual([]);
  });

  it('speaks OpenMetrics when the registry does', async () => {
    const registry = new Registry<OpenMetricsContentType>();
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    await using started = await disposable({ metrics: { registry } });
    const metrics = started.pipeline.module.get(WebhookMetrics);
    expect(metrics.contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    for (const text of [await metrics.text(), await metrics.text()]) {
      expect(text).toContain('# TYPE hookline_events_published counter\n');
      expect(text).toContain('hookline_events_published_total{event_type="other"} 0\n');
      expect(text).toMatch(/\n# EOF\n$/);
    }
  });
});

/** A pipeline for one test. */
async function disposable(
  overrides: Parameters<typeof startPipeline>[0],
): Promise<{ pipeline: Pipeline } & AsyncDisposable> {
  const pipeline = await startPipeline(overrides);
  return { pipeline, [Symbol.asyncDispose]: () => pipeline.close() };
}
