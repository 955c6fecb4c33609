import type { NoticeType, WebhookEnvelope } from '@hookline/contracts';
import { eventually } from '../../testing/eventually';
import { ManualClock } from '../../testing/manual-clock';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { WebhookAuditService } from '../access/webhook-audit.service';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { decodeId } from '../common/ids';
import { WebhookWorker } from '../dispatch/webhook-worker';
import type { ToldNotice } from '../events/notice-listeners';
import { WebhookEventBus } from '../events/webhook-event-bus';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { WebhookStatisticsService } from '../monitoring/statistics/webhook-statistics.service';
import { EndpointNotices } from '../registry/endpoint-notices';
import { DATABASE, type Database } from '../storage/database';
import { RollupFolder } from './rollup-folder';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const TYPES: NoticeType[] = [
  'hookline.endpoint.failing',
  'hookline.endpoint.recovered',
  'hookline.endpoint.disabled',
  'hookline.endpoint.enabled',
  'hookline.endpoint.secret_rotated',
  'hookline.endpoint.circuit_opened',
  'hookline.delivery.dead_lettered',
];

describe('Notices', () => {
  const clock = new ManualClock();
  const told: ToldNotice[] = [];
  let pipeline: Pipeline;
  let fold: () => Promise<number>;
  let endpoint: string;

  beforeAll(async () => {
    // Counts are added up when a test says so, and not between two of its steps.
    const start = jest.spyOn(RollupFolder.prototype, 'onApplicationBootstrap').mockReturnValue();
    pipeline = await startPipeline({ clock });
    start.mockRestore();
    fold = () => pipeline.module.get(RollupFolder).fold();
    const bus = pipeline.module.get(WebhookEventBus);
    for (const type of TYPES) bus.onNotice(type, (notice) => void told.push(notice));
    bus.onNotice('hookline.endpoint.failing', () => Promise.reject(new Error('a bad listener')));
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a listener that is not ours
    bus.onNotice('hookline.endpoint.failing', () => Promise.reject());
  });

  afterAll(() => pipeline.close());

  beforeEach(async () => {
    const { items } = await pipeline.registry.list(TENANT);
    for (const { id } of items) await pipeline.registry.delete(TENANT, id);
    await fold();
    clock.advance(10 * DAY);
    told.length = 0;
    pipeline.receiver.requests.length = 0;
    pipeline.receiver.answer = ({ path }) => ({ status: path === '/' ? 400 : 204 });
    endpoint = await pipeline.endpoint({ events: ['order.*', 'hookline.*'] });
    const url = `${pipeline.receiver.url}/watcher`;
    await pipeline.endpoint({ name: 'watcher', url, events: ['hookline.*'] });
    const everything = `${pipeline.receiver.url}/everything`;
    await pipeline.endpoint({ name: 'everything', url: everything, events: ['*'] });
  });

  /** Counts that recording would write of attempts to the endpoint. */
  const attempted = (outcome: 'retrying' | 'delivered', count = 1, type = 'order.paid') =>
    pipeline.rows(
      `INSERT INTO hookline.rollup_entry (hour, tenant_id, endpoint_id, event_type, outcome, status_class, bucket, count,
         duration_ms, first_at, last_at)
       SELECT floor($1::float8 / 3600000)::int, $2, $3, $4, $5, 5, 1, $6::bigint, 20, at, at
       FROM to_timestamp($1::float8 / 1000.0) AS at`,
      [clock.now(), TENANT, decodeId('ep', endpoint), type, outcome, count],
    );

  const toldTypes = () => told.map(({ type }) => type.replace('hookline.', ''));

  /** Messages that arrived at the watcher, once there are so many. */
  const arrived = async (count: number): Promise<WebhookEnvelope[]> => {
    const worker = pipeline.module.get(WebhookWorker);
    const messages = () => pipeline.receiver.requests.filter(({ path }) => path === '/watcher');
    await eventually(() => {
      worker.wake();
      return Promise.resolve(messages().length >= count);
    });
    return messages().map(({ body }) => JSON.parse(body) as WebhookEnvelope);
  };

  const failingSince = async () => {
    const statistics = pipeline.module.get(WebhookStatisticsService);
    return (await statistics.endpointHealth(TENANT, endpoint)).failingSince;
  };

  it('tell once that an endpoint is failing, and that it has recovered', async () => {
    const since = new Date(clock.now()).toISOString();
    await attempted('retrying', 9);
    expect(await failingSince()).toBe(since);
    await fold();
    expect(toldTypes()).toEqual([]);
    clock.advance(1_000);
    await attempted('retrying');
    await fold();
    await attempted('retrying', 20);
    expect(await failingSince()).toBe(since);
    await fold();
    expect(await failingSince()).toBe(since);
    expect(toldTypes()).toEqual(['endpoint.failing']);
    clock.advance(1_000);
    await attempted('delivered');
    expect(await failingSince()).toBeNull();
    await fold();
    const recoveredAt = new Date(clock.now()).toISOString();
    const messages = await arrived(2);
    expect(messages).toEqual([
      {
        id: expect.stringMatching(/^evt_/) as string,
        type: 'hookline.endpoint.failing',
        timestamp: expect.any(String) as string,
        data: {
          endpointId: endpoint,
          failingSince: since,
          failedAttempts: 10,
          disablesAt: new Date(Date.parse(since) + 5 * DAY).toISOString(),
        },
      },
      expect.objectContaining({
        type: 'hookline.endpoint.recovered',
        data: { endpointId: endpoint, failingSince: since, recoveredAt },
      }),
    ]);
    expect(pipeline.receiver.requests.every(({ path }) => path !== '/everything')).toBe(true);
  });

  it('tell of an endpoint that fails rarely, and not of one that was restarted', async () => {
    await attempted('retrying', 3);
    await fold();
    expect(toldTypes()).toEqual([]);
    clock.advance(30 * MINUTE);
    await attempted('retrying');
    await fold();
    expect(toldTypes()).toEqual(['endpoint.failing']);
  });

  it('switch an endpoint off after five days of failure, and hold what waits for it', async () => {
    for (let day = 0; day < 5; day += 1) {
      await attempted('retrying', 2);
      await fold();
      clock.advance(DAY);
    }
    expect(await pipeline.registry.findById(TENANT, endpoint)).toMatchObject({ active: true });
    const { deliveries } = await pipeline.publisher.publish(
      { type: 'order.paid', data: {} },
      { tenantId: TENANT },
    );
    const service = pipeline.module.get(WebhookDeliveriesService);
    await eventually(async () => {
      const { completedAt } = await service.findById(TENANT, deliveries[0] ?? '');
      return completedAt !== null;
    });
    await fold();
    expect(await pipeline.registry.findById(TENANT, endpoint)).toMatchObject({
      active: false,
      disabledReason: 'failing',
    });
    expect(toldTypes()).toEqual(
      expect.arrayContaining(['endpoint.failing', 'endpoint.disabled']) as string[],
    );
    const audit = await pipeline.module.get(WebhookAuditService).list(TENANT, { limit: 1 });
    expect(audit.items[0]).toMatchObject({
      action: 'endpoint.updated',
      resourceId: endpoint,
      actor: { type: 'system' },
      after: { active: false, disabledReason: 'failing' },
    });
    const again = await service.retry(TENANT, deliveries[0] ?? '');
    await eventually(async () => {
      pipeline.module.get(WebhookWorker).wake();
      return (await service.findById(TENANT, again.id)).holdReason === 'paused';
    });
    told.length = 0;
    await pipeline.registry.resume(TENANT, endpoint);
    expect(toldTypes()).toEqual(['endpoint.enabled']);
    await attempted('retrying');
    await fold();
    expect(await pipeline.registry.findById(TENANT, endpoint)).toMatchObject({ active: true });
  });

  it('leave an endpoint on that succeeded in between, however the counts came in', async () => {
    await attempted('retrying', 20);
    await fold();
    clock.advance(3 * DAY);
    await attempted('delivered');
    await attempted('retrying', 20);
    clock.advance(3 * DAY);
    await attempted('retrying', 20);
    await fold();
    expect(await pipeline.registry.findById(TENANT, endpoint)).toMatchObject({ active: true });
  });

  it('tell of dead letters together, and of none that are notices', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const event = { type: 'order.paid', data: { n } };
      const { deliveries } = await pipeline.publisher.publish(event, { tenantId: TENANT });
      ids.push(...deliveries.slice(0, 1));
    }
    pipeline.receiver.answer = () => ({ status: 400 });
    await eventually(async () => {
      const live = 'SELECT 1 FROM hookline.delivery WHERE completed_at IS NULL';
      return (await pipeline.rows(live)).length === 0;
    });
    await fold();
    const about = told.filter(({ data }) => data.endpointId === endpoint);
    expect(about).toHaveLength(1);
    expect(about[0]).toMatchObject({
      type: 'hookline.delivery.dead_lettered',
      data: { count: 3, deliveries: expect.any(Array) as unknown[] },
    });
    const data = about[0]?.data as { deliveries: { deliveryId: string; reason: string }[] };
    expect(data.deliveries.map(({ deliveryId }) => deliveryId).sort()).toEqual(
      expect.arrayContaining(ids.sort()) as string[],
    );
    // The watcher refuses the notices: they become dead letters, of which nobody is told.
    await arrived(1);
    const count = told.length;
    await eventually(async () => {
      const dead = `SELECT 1 FROM hookline.delivery WHERE event_type LIKE 'hookline.%' AND status = 'dead_letter'`;
      return (await pipeline.rows(dead)).length > 0;
    });
    await fold();
    expect(told).toHaveLength(count);
  });

  it('tell of changes by hand, of 410, and of circuits; what rolls back is not told', async () => {
    await pipeline.registry.regenerateSecret(TENANT, endpoint);
    await pipeline.registry.pause(TENANT, endpoint);
    await pipeline.registry.pause(TENANT, endpoint);
    await pipeline.registry.resume(TENANT, endpoint);
    const refused = pipeline.registry.update(TENANT, endpoint, { active: false }, { ifVersion: 1 });
    await expect(refused).rejects.toThrow();
    const tell = await pipeline.module.get<Database>(DATABASE).transaction((runner) =>
      pipeline.module.get(EndpointNotices).circuitOpened(runner, {
        tenantId: TENANT,
        endpointId: decodeId('ep', endpoint),
        openedAt: clock.now(),
        nextProbeAt: clock.now() + 30_000,
      }),
    );
    tell();
    pipeline.receiver.answer = ({ path }) => ({ status: path === '/' ? 410 : 204 });
    await pipeline.publisher.publish({ type: 'order.paid', data: {} }, { tenantId: TENANT });
    await eventually(() =>
      Promise.resolve(told.some(({ data }) => 'reason' in data && data.reason === 'gone')),
    );
    expect(toldTypes().slice(0, 5)).toEqual([
      'endpoint.secret_rotated',
      'endpoint.disabled',
      'endpoint.enabled',
      'endpoint.circuit_opened',
      'endpoint.disabled',
    ]);
    const messages = await arrived(5);
    expect(messages.map(({ type }) => type.replace('hookline.', '')).sort()).toEqual(
      toldTypes().slice(0, 5).sort(),
    );
  });

  it('follow counts once when two processes add up at once', async () => {
    const other = await pipeline.another({ worker: false });
    await attempted('retrying', 10);
    await Promise.all([fold(), other.get(RollupFolder).fold()]);
    const [row] = await pipeline.rows<{ attempts: string }>(
      'SELECT attempts FROM hookline.endpoint_failure WHERE endpoint_id = $1',
      [decodeId('ep', endpoint)],
    );
    expect(row?.attempts).toBe('10');
    expect(await arrived(1)).toHaveLength(1);
  });

  it('can be published by nobody else', async () => {
    const forged = { type: 'hookline.endpoint.disabled', data: { endpointId: endpoint } };
    const options = { tenantId: TENANT };
    await expect(pipeline.publisher.publish(forged, options)).rejects.toThrow(EventInvalidError);
    const unknown = { type: 'hookline.made.up', data: {} };
    await expect(pipeline.publisher.publish(unknown, options)).rejects.toThrow(EventInvalidError);
  });
});
