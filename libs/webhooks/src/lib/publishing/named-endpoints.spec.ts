import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import type { EndpointId } from '@hookline/contracts';

describe('WebhookPublisher with named endpoints', () => {
  let pipeline: Pipeline;
  const event = { type: 'order.paid', data: {} };

  beforeAll(async () => {
    pipeline = await startPipeline();
  });

  afterAll(() => pipeline.close());

  it('sends to these alone, as far as they want the event', async () => {
    const { publisher } = pipeline;
    const wanting = (await pipeline.endpoint()) as EndpointId;
    const other = (await pipeline.endpoint({ events: ['user.*'] })) as EndpointId;
    await pipeline.endpoint();
    const publish = (endpoints?: EndpointId[]) =>
      publisher.publish(event, { tenantId: TENANT, ...(endpoints && { endpoints }) });

    expect((await publish()).deliveries).toHaveLength(2);
    expect((await publish([wanting, other])).deliveries).toHaveLength(1);
    expect((await publish([])).deliveries).toEqual([]);
    const { rows } = pipeline;
    const [row] = await rows<{ count: number }>(
      'SELECT count(*)::int FROM hookline.delivery WHERE endpoint_id IN (SELECT id FROM hookline.endpoint WHERE events = $1)',
      [['user.*']],
    );
    expect(row?.count).toBe(0);
  });

  it('reaches no endpoint of another tenant', async () => {
    const mine = (await pipeline.endpoint()) as EndpointId;
    const options = { tenantId: 'rival', endpoints: [mine] };
    expect((await pipeline.publisher.publish(event, options)).deliveries).toEqual([]);
  });

  it('refuses what is no id of an endpoint', async () => {
    const options = { tenantId: TENANT, endpoints: ['evt_1' as EndpointId] };
    await expect(pipeline.publisher.publish(event, options)).rejects.toMatchObject({
      code: 'HOOKLINE_ID_INVALID',
    });
  });
});
