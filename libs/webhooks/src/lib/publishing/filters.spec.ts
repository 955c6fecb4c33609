import type { EventFilter } from '@hookline/contracts';
import { decodeId } from '../common/ids';
import { ENDPOINT_DIRECTORY, type EndpointDirectory } from '../registry/endpoint-directory';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import { wantedBy } from './wanted-by';

describe('Endpoints with a filter', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline({
      endpoints: [
        {
          key: 'large',
          tenantId: 'declared',
          url: 'http://127.0.0.1:9/',
          secret: 'a declared secret of 24 bytes',
          filter: { path: 'amount', gte: 100 },
        },
      ],
    });
  });
  afterAll(() => pipeline.close());

  const publish = async (type: string, data: unknown, tenantId = TENANT) => {
    const { deliveries } = await pipeline.publisher.publish({ type, data }, { tenantId });
    return deliveries.length;
  };

  it('get the events that fulfil it, and no others', async () => {
    await pipeline.endpoint({ events: ['order.*'], filter: { path: 'amount', gte: 100 } });
    expect(await publish('order.paid', { amount: 250 })).toBe(1);
    expect(await publish('order.paid', { amount: 25 })).toBe(0);
    expect(await publish('order.paid', { amount: '250' })).toBe(0);
    await pipeline.receiver.count(1);
    expect(pipeline.receiver.requests).toHaveLength(1);
  });

  it('are judged by what is sent, not by what was passed', async () => {
    const filter: EventFilter = { path: 'at', prefix: '2026-11-22' };
    await pipeline.endpoint({ events: ['visit.made'], filter });
    const at = new Date('2026-11-22T08:00:00Z');
    expect(await publish('visit.made', { at })).toBe(1);
    expect(await publish('visit.made', { toJSON: () => ({ at: '2026-11-22' }) })).toBe(1);
    expect(await publish('visit.made', { at: undefined })).toBe(0);
  });

  it('stand beside those without', async () => {
    await pipeline.endpoint({ events: ['user.added'] });
    await pipeline.endpoint({ events: ['user.added'], filter: { path: 'vip', equals: true } });
    expect(await publish('user.added', { vip: false })).toBe(1);
    expect(await publish('user.added', { vip: true })).toBe(2);
  });

  it('follow a change of the filter', async () => {
    const id = await pipeline.endpoint({ events: ['a.b'], filter: { path: 'x', exists: true } });
    expect(await publish('a.b', {})).toBe(0);
    await pipeline.registry.update(TENANT, id, { filter: { path: 'x', exists: false } });
    expect(await publish('a.b', {})).toBe(1);
    await pipeline.registry.update(TENANT, id, { filter: null });
    expect(await publish('a.b', { x: 1 })).toBe(1);
    expect((await pipeline.registry.findById(TENANT, id)).filter).toBeNull();
  });

  it('may be declared in code', async () => {
    expect(await publish('order.paid', { amount: 100 }, 'declared')).toBe(1);
    expect(await publish('order.paid', { amount: 99 }, 'declared')).toBe(0);
    const { items } = await pipeline.registry.list('declared');
    expect(items[0]?.filter).toEqual({ path: 'amount', gte: 100 });
  });

  it('share the function of the same filter', async () => {
    const filter = { path: 'shared', equals: 1 };
    const ids: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      ids.push(await pipeline.endpoint({ events: ['shared.event'], filter }));
    }
    const directory = pipeline.module.get<EndpointDirectory>(ENDPOINT_DIRECTORY);
    const matched = await directory.match(TENANT, 'shared.event');
    expect(matched.map(({ id }) => id).sort()).toEqual(ids.map((id) => decodeId('ep', id)).sort());
    expect(new Set(matched.map(({ wants }) => wants)).size).toBe(1);
  });

  it('are asked once for each distinct filter, and the body is not read without any', () => {
    let asked = 0;
    const wants = () => {
      asked += 1;
      return asked === 1;
    };
    const lane = { concurrency: null, rateLimit: null, ordering: null };
    const matched = [1, 2, 3].map((id) => ({ id: String(id), wants, lane }));
    expect(wantedBy(matched, Buffer.from('{"data":{}}'))).toHaveLength(3);
    expect(asked).toBe(1);
    const unfiltered = [{ id: '1', wants: null, lane }];
    expect(wantedBy(unfiltered, Buffer.from('no JSON'))).toBe(unfiltered);
  });

  it('are refused by the place of the condition at fault', async () => {
    const filter = {
      and: [
        { path: 'a', exists: true },
        { path: 'b', gt: {} },
      ],
    };
    await expect(pipeline.endpoint({ filter: filter as never })).rejects.toThrow(
      /^filter\.and\[1\]\.gt: /,
    );
    const large = { or: Array(40).fill({ path: 'a', equals: 'x'.repeat(999) }) as never };
    await expect(pipeline.endpoint({ filter: large })).rejects.toThrow(
      'filter: must not be larger',
    );
    const nul = { path: 'a', equals: 'a\u0000b' };
    await expect(pipeline.endpoint({ filter: nul })).rejects.toThrow('filter: must not hold NUL');
  });
});
