import { Distribution } from './distribution';

describe('Distribution', () => {
  it('counts a value in the first bucket that is large enough, and in all above', () => {
    const distribution = new Distribution([1, 2, 5]);
    for (const value of [0, 1, 1.5, 2, 5, 5.1, 1_000]) distribution.add(value);
    expect(distribution.cumulative()).toEqual([2, 4, 5, 7]);
    expect(distribution.sum).toBe(1_014.6);
  });
});
