import { AskedQueries, type ExplainedQuery } from '../../testing/asked-queries';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { SystemClock } from '../clock/system-clock';
import { EndpointReader } from '../registry/endpoint-reader';
import type { ListEndpointsQuery } from '../registry/endpoint-input';
import { EventWalker } from '../replay/event-walker';
import { WebhookReplaysService } from '../replay/webhook-replays.service';
import { resolveConfig } from '../resolve-config';
import { WebhookApiKeysService } from './webhook-api-keys.service';
import { WebhookAuditService, type ListAuditQuery } from './webhook-audit.service';

const ROWS = 200_000;
/** Of what there is less of than of changes. */
const FEWER = 10_000;
/** A page of 21 rows is found by an index: some three pages down, and one or two a row. */
const MOST_PAGES = 100;
const TENANT = 'tenant 0';

describe(`Plans of the lists beside deliveries, with up to ${ROWS} rows`, () => {
  let db: TestDatabase;
  let queries: AskedQueries;
  let audit: WebhookAuditService;
  let endpoints: EndpointReader;
  let replays: WebhookReplaysService;
  let apiKeys: WebhookApiKeysService;

  beforeAll(async () => {
    db = await createTestDatabase();
    queries = await AskedQueries.open(db);
    const clock = new SystemClock();
    const config = resolveConfig({ singleTenant: true }, { http: true, env: {} });
    audit = new WebhookAuditService(queries.dataSource);
    endpoints = new EndpointReader(queries.dataSource, config, clock);
    replays = new WebhookReplaysService(queries.dataSource, clock, endpoints, new EventWalker());
    apiKeys = new WebhookApiKeysService(queries.dataSource, db.database, clock);
    await db.database.pool.query(
      `INSERT INTO hookline.audit (id, tenant_id, actor_type, actor_id, action, resource_id, created_at)
       SELECT uuidv7(), 'tenant ' || n % 4, 'user', 'user ' || n % 50, 'action ' || n % 5000, 'ep_' || n % 1000, now()
       FROM generate_series(1, ${ROWS}) n;
       INSERT INTO hookline.endpoint (id, tenant_id, name, url, active, events, created_at, updated_at)
       SELECT uuidv7(), 'tenant ' || n % 4, 'mine', 'https://example.com', n % 3 > 0, '{a.*}', now(), now()
       FROM generate_series(1, ${FEWER}) n;
       INSERT INTO hookline.endpoint_secret (id, endpoint_id, sealed_secret, prefix, created_at)
       SELECT uuidv7(), id, '', 'whsec_abc', now() FROM hookline.endpoint;
       INSERT INTO hookline.rollup (hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket, count,
         duration_ms, first_at, last_at)
       SELECT n / 20, 'tenant ' || n % 4, md5('e' || n % 10)::uuid, 'a.b', 'delivered', 2, n % 20, 1, 1, now(), now()
       FROM generate_series(1, ${FEWER}) n;
       INSERT INTO hookline.api_key (id, tenant_id, name, prefix, hash, scopes, created_at)
       SELECT uuidv7(), 'tenant ' || n % 4, 'mine', 'hlk_abcd', n::text::bytea, '{admin}', now()
       FROM generate_series(1, ${FEWER}) n;
       INSERT INTO hookline.replay (id, tenant_id, event_types, statuses, missing, rate_per_second, status, position,
         until, next_at, created_at)
       SELECT uuidv7(), 'tenant ' || n % 4, '{}', '{}', false, 1, 'completed', uuidv7(), uuidv7(), now(), now()
       FROM generate_series(1, ${FEWER}) n;
       ANALYZE hookline.audit, hookline.endpoint, hookline.endpoint_secret, hookline.rollup, hookline.api_key,
         hookline.replay`,
    );
  }, 240_000);
  afterAll(async () => {
    await queries.close();
    await db.drop();
  });

  async function expectFew(work: () => Promise<unknown>): Promise<ExplainedQuery[]> {
    const asked = await queries.explain(work);
    expect(asked.reduce((sum, { pages }) => sum + pages, 0)).toBeGreaterThan(0);
    for (const { plan, pages } of asked) {
      expect(plan).not.toMatch(/Seq Scan","[^{]*"Relation Name":"(?!rollup_entry)/);
      expect(pages).toBeLessThan(MOST_PAGES);
    }
    return asked;
  }

  it.each<[string, ListAuditQuery]>([
    ['everything of a tenant', {}],
    ['one thing', { resourceId: 'ep_400' }],
    ['one actor', { actorId: 'user 24' }],
    ['one action', { action: 'action 4000' }],
    ['an actor that is not there', { actorId: 'nobody' }],
  ])('audit: %s', async (_, query) => {
    const [newest] = (await audit.list(TENANT)).items;
    const page = { ...query, cursor: newest?.id ?? '' };
    expect(await expectFew(() => audit.list(TENANT, page))).toHaveLength(1);
  });

  it.each<[string, ListEndpointsQuery]>([
    ['the newest', {}],
    ['those that are on', { active: true }],
    ['those of an event', { event: 'a.b' }],
    ['those that do well', { health: 'healthy' }],
    ['those that do nothing', { health: 'idle' }],
  ])('endpoints: %s', async (_, query) => {
    const [newest] = (await endpoints.list(TENANT, {})).items;
    await expectFew(() => endpoints.list(TENANT, { ...query, cursor: newest?.id ?? '' }));
  });

  it('replays', async () => {
    const [newest] = (await replays.list(TENANT)).items;
    await expectFew(() => replays.list(TENANT, { cursor: newest?.id ?? '' }));
  });

  it('API keys', async () => {
    const [newest] = (await apiKeys.list(TENANT)).items;
    await expectFew(() => apiKeys.list(TENANT, { cursor: newest?.id ?? '' }));
  });
});
