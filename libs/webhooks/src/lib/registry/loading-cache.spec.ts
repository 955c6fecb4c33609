import { LoadingCache, type Freshness } from './loading-cache';

interface Load {
  key: string;
  resolve: (value: object) => void;
  reject: (error: Error) => void;
}

describe('LoadingCache', () => {
  const loads: Load[] = [];
  const make = (limit = 10, validUntil?: (value: object) => number) =>
    new LoadingCache<object>({
      limit,
      load: (key) => new Promise((resolve, reject) => loads.push({ key, resolve, reject })),
      ...(validUntil !== undefined && { validUntil }),
    });
  const at = (monotonic: number, trusted = true): Freshness => ({
    trusted,
    now: monotonic,
    monotonic,
    maxLoadAgeMs: 1_000,
  });

  beforeEach(() => loads.splice(0));

  it('loads once for many callers, and answers at once afterwards', async () => {
    const cache = make();
    const answers = Array.from({ length: 100 }, () => cache.get('a', at(0)));
    expect(loads).toHaveLength(1);
    expect(cache.peek('a', at(0))).toBeUndefined();
    const value = { a: 1 };
    loads[0]?.resolve(value);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([value]));
    expect(cache.peek('a', at(0))).toBe(value);
    expect(cache.get('a', at(0))).toBe(answers[0]);
  });

  it('does not keep a load that an invalidation overtook', async () => {
    const cache = make();
    const before = cache.get('a', at(0));
    cache.invalidate('a');
    const after = cache.get('a', at(0));
    expect(loads).toHaveLength(2);
    loads[1]?.resolve({ new: true });
    loads[0]?.resolve({ old: true });
    expect(await before).toEqual({ old: true });
    expect(await after).toEqual({ new: true });
    expect(cache.peek('a', at(0))).toEqual({ new: true });
  });

  it('keeps nothing of a load that an invalidation overtook and nobody asked again', async () => {
    const cache = make();
    const before = cache.get('a', at(0));
    cache.clear();
    loads[0]?.resolve({});
    await before;
    expect(cache.size).toBe(0);
    expect(cache.peek('a', at(0))).toBeUndefined();
  });

  it('forgets a load that failed', async () => {
    const cache = make();
    const failed = cache.get('a', at(0));
    loads[0]?.reject(new Error('no database'));
    await expect(failed).rejects.toThrow('no database');
    void cache.get('a', at(0));
    expect(loads).toHaveLength(2);
  });

  it('asks again without trust, but joins a load that is under way', async () => {
    const cache = make();
    const first = cache.get('a', at(0));
    loads[0]?.resolve({});
    await first;
    expect(cache.peek('a', at(1, false))).toBeUndefined();
    const second = cache.get('a', at(1, false));
    expect(cache.get('a', at(900, false))).toBe(second);
    expect(loads).toHaveLength(2);
    void cache.get('a', at(1_500, false));
    expect(loads).toHaveLength(3);
  });

  it('does not answer a value that has expired', async () => {
    const cache = make(10, () => 50);
    const first = cache.get('a', at(0));
    loads[0]?.resolve({});
    await first;
    expect(cache.peek('a', at(49))).toBeDefined();
    expect(cache.peek('a', at(50))).toBeUndefined();
    void cache.get('a', at(50));
    expect(loads).toHaveLength(2);
  });

  it('keeps to its limit, and keeps what is asked for', async () => {
    const cache = make(3);
    const fill = async (key: string) => {
      const value = cache.get(key, at(0));
      loads.at(-1)?.resolve({ key });
      await value;
    };
    for (const key of ['a', 'b', 'c']) await fill(key);
    await fill('d');
    expect(cache.size).toBe(3);
    const kept = ['b', 'c', 'd'].filter((key) => cache.peek(key, at(0)) !== undefined);
    expect(kept).toEqual(['b', 'c', 'd']);
    for (let index = 0; index < 20; index += 1) {
      cache.peek('c', at(0));
      await fill(`x${index}`);
      expect(cache.size).toBe(3);
    }
    expect(cache.peek('c', at(0))).toBeDefined();
    expect(cache.peek('b', at(0))).toBeUndefined();
  });
});
