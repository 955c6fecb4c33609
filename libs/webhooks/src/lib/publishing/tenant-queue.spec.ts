import { NOTHING_WAITS } from '../policy/waiting-limits';
import { TenantQueue, type Weighed } from './tenant-queue';

class NumberQueue extends TenantQueue<Weighed & { number: number }> {
  takeNumbers(fits: () => boolean, resting?: ReadonlySet<string>): number[] {
    return this.take(fits, resting).map(({ number }) => number);
  }
}

function queueOf(items: [tenantId: string, item: number][]): NumberQueue {
  const queue = new NumberQueue();
  for (const [tenantId, number] of items) {
    queue.add(tenantId, { number, load: { events: 1, deliveries: number, bytes: 10 * number } });
  }
  return queue;
}

/** Room for so many. */
function room(count: number): () => boolean {
  let left = count;
  return () => {
    left -= 1;
    return left >= 0;
  };
}

describe('TenantQueue', () => {
  it('takes what one tenant has in order', () => {
    const queue = queueOf([
      ['a', 1],
      ['a', 2],
      ['a', 3],
    ]);
    expect(queue.takeNumbers(room(2))).toEqual([1, 2]);
    expect(queue.takeNumbers(room(9))).toEqual([3]);
    expect(queue.isEmpty).toBe(true);
    expect(queue.takeNumbers(room(9))).toEqual([]);
  });

  it('lets tenants take turns, and goes on with whoever was not served', () => {
    const queue = queueOf([
      ['greedy', 1],
      ['greedy', 2],
      ['greedy', 3],
      ['small', 10],
      ['late', 20],
    ]);
    expect(queue.takeNumbers(room(2))).toEqual([1, 10]);
    expect(queue.takeNumbers(room(2))).toEqual([20, 2]);
    expect(queue.takeNumbers(room(2))).toEqual([3]);
  });

  it('knows what each tenant has waiting', () => {
    const queue = queueOf([
      ['a', 10],
      ['a', 7],
      ['b', 2],
    ]);
    expect(queue.loadOf('a')).toEqual({ events: 2, deliveries: 17, bytes: 170 });
    expect(queue.load).toEqual({ events: 3, deliveries: 19, bytes: 190 });
    queue.takeNumbers(room(2));
    expect(queue.loadOf('a')).toEqual({ events: 1, deliveries: 7, bytes: 70 });
    expect(queue.loadOf('b')).toEqual(NOTHING_WAITS);
    expect(queue.load).toEqual({ events: 1, deliveries: 7, bytes: 70 });
  });

  it('passes over tenants that rest', () => {
    const queue = queueOf([
      ['greedy', 1],
      ['small', 10],
      ['greedy', 2],
    ]);
    expect(queue.takeNumbers(room(9), new Set(['greedy']))).toEqual([10]);
    expect(queue.takeNumbers(room(9), new Set(['greedy']))).toEqual([]);
    expect(queue.takeNumbers(room(9))).toEqual([1, 2]);
  });

  it('takes at least one, even if it does not fit', () => {
    const queue = queueOf([
      ['a', 1],
      ['b', 2],
    ]);
    expect(queue.takeNumbers(room(0))).toEqual([1]);
  });
});
