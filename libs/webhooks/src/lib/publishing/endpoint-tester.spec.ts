import { IsInt, IsString } from 'class-validator';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { WebhookEvent } from '../events/webhook-event.decorator';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { WebhookStoriesService } from '../monitoring/webhook-stories.service';
import { WebhookReplaysService } from '../replay/webhook-replays.service';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';

@WebhookEvent('order.paid', { example: { id: 'order 42', amount: 250 } })
class OrderPaid {
  @IsString() id!: string;
  @IsInt() amount!: number;
}

@WebhookEvent('order.shipped')
class OrderShipped {
  @IsString() carrier!: string;
}

describe('A test of an endpoint with a chosen type', () => {
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline({ events: [OrderPaid, OrderShipped] });
  });
  afterAll(() => pipeline.close());

  const sent = () => {
    const request = pipeline.receiver.requests.at(-1);
    const { type, data } = JSON.parse(request?.body ?? '{}') as { type: string; data: unknown };
    return { header: request?.headers['x-webhook-event'], type, data };
  };
  const test = (id: string, type: string) => pipeline.registry.testEndpoint(TENANT, id, { type });

  it('sends the example of the catalog, declared or made, whatever the endpoint asked for', async () => {
    const filter = { path: 'amount', gte: 1_000 };
    const id = await pipeline.endpoint({ events: ['else.*'], filter });
    expect(await test(id, 'order.paid')).toMatchObject({ delivered: true, attempt: { number: 1 } });
    const paid = { type: 'order.paid', data: { id: 'order 42', amount: 250 } };
    expect(sent()).toEqual({ header: 'order.paid', ...paid });
    await test(id, 'order.shipped');
    expect(sent()).toMatchObject({ type: 'order.shipped', data: { carrier: 'text' } });
    const { lastDeliveries } = await pipeline.module
      .get(WebhookDeliveriesService)
      .endpointWithDeliveries(TENANT, id);
    expect(lastDeliveries.map(({ eventType, trigger }) => [eventType, trigger])).toEqual([
      ['order.shipped', 'test'],
      ['order.paid', 'test'],
    ]);
  });

  it('is nothing that happened: no replay has it, and its story is of that endpoint alone', async () => {
    const id = await pipeline.endpoint();
    const other = await pipeline.endpoint({ events: ['order.*'] });
    const { deliveryId } = await test(id, 'order.paid');
    const deliveries = pipeline.module.get(WebhookDeliveriesService);
    const { eventId } = await deliveries.findById(TENANT, deliveryId);
    const replays = pipeline.module.get(WebhookReplaysService);
    // Not even when the test itself is no longer kept.
    await pipeline.rows('DELETE FROM hookline.delivery');
    const missing = await replays.estimate(TENANT, { endpointId: other, missing: true });
    expect(missing).toEqual({ count: 0, complete: true });
    const { endpoints } = await pipeline.module
      .get(WebhookStoriesService)
      .findById(TENANT, eventId);
    expect(endpoints).toEqual([]);
  });

  it('refuses a type that nobody declared', async () => {
    const id = await pipeline.endpoint();
    await expect(test(id, 'order.lost')).rejects.toBeInstanceOf(ValidationFailedError);
    await expect(test(id, 'constructor')).rejects.toBeInstanceOf(ValidationFailedError);
  });
});
