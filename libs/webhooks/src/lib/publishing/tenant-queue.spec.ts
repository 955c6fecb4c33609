import { TenantQueue } from './tenant-queue';

function queueOf(items: [tenantId: string, item: number][]): TenantQueue<number> {
  const queue = new TenantQueue<number>((item) => item);
  for (const [tenantId, item] of items) queue.add(tenantId, item);
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
    expect(queue.take(room(2))).toEqual([1, 2]);
    expect(queue.take(room(9))).toEqual([3]);
    expect(queue.isEmpty).toBe(true);
    expect(queue.take(room(9))).toEqual([]);
  });

  it('lets tenants take turns, and goes on with whoever was not served', () => {
    const queue = queueOf([
      ['greedy', 1],
      ['greedy', 2],
      ['greedy', 3],
      ['small', 10],
      ['late', 20],
    ]);
    expect(queue.take(room(2))).toEqual([1, 10]);
    expect(queue.take(room(2))).toEqual([20, 2]);
    expect(queue.take(room(2))).toEqual([3]);
  });

  it('knows what each tenant has waiting', () => {
    const queue = queueOf([
      ['a', 10],
      ['a', 7],
      ['b', 2],
    ]);
    expect(queue.weightOf('a')).toBe(17);
    queue.take(room(2));
    expect(queue.weightOf('a')).toBe(7);
    expect(queue.weightOf('b')).toBe(0);
  });

  it('takes at least one, even if it does not fit', () => {
    const queue = queueOf([
      ['a', 1],
      ['b', 2],
    ]);
    expect(queue.take(room(0))).toEqual([1]);
  });
});
