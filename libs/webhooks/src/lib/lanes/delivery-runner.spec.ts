import { ManualClock } from '../../testing/manual-clock';
import type { EndpointDirectory, EndpointLookup } from '../registry/endpoint-directory';
import type { DeliverySender } from '../sending/delivery-sender';
import type { DueDelivery } from '../storage/due-delivery';
import { DeliveryRunner } from './delivery-runner';
import type { OutcomeSink } from './outcome-sink';
import type { Ownership } from './ownership';

const delivery = {
  id: 'a',
  endpointId: 'e',
  owner: '1',
  trigger: 'publish',
  expiresAt: null,
} as DueDelivery;

describe('DeliveryRunner', () => {
  it.each([
    ['is unsure of its life', null],
    ['has another life', '2'],
  ])('gives a delivery back when the process %s after the lookup', async (_, owner) => {
    let current: string | null = '1';
    const settled: string[] = [];
    const lookup = (): Promise<EndpointLookup> => {
      current = owner;
      return Promise.resolve({ state: 'active', target: {} } as EndpointLookup);
    };
    const attempt = (): never => {
      throw new Error('was sent');
    };
    const sink = {
      settle: ({ kind, delivery: { id } }) => Promise.resolve(void settled.push(`${kind} ${id}`)),
    } as OutcomeSink;
    const runner = new DeliveryRunner(
      { lookup } as unknown as EndpointDirectory,
      { attempt } as unknown as DeliverySender,
      sink,
      new ManualClock(),
      { current: () => current } as Ownership,
    );
    await runner.run(delivery, () => undefined);
    expect(settled).toEqual(['release a']);
  });
});
