import { mean, median, percentile, ratios } from './statistics';

describe('median', () => {
  it('is the middle value, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the middle two of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('does not change what it is given', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('throws when there is nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  const values = Array.from({ length: 101 }, (_, index) => index);

  it.each([
    [0, 0],
    [0.5, 50],
    [0.99, 99],
    [1, 100],
  ])('of %p is %p', (share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('lies between two values in proportion', () => {
    expect(percentile([10, 20], 0.25)).toBe(12.5);
  });
});

describe('ratios', () => {
  it('compares each round with itself', () => {
    expect(ratios([1, 9], [2, 3])).toEqual([0.5, 3]);
  });

  it('throws when a round has only one of the values', () => {
    expect(() => ratios([1], [])).toThrow(RangeError);
  });

  it('has another median than the ratio of medians', () => {
    const ours = [10, 20, 90];
    const theirs = [10, 40, 60];
    expect(median(ratios(ours, theirs))).toBe(1);
    expect(median(ours) / median(theirs)).toBe(0.5);
  });
});

describe('mean', () => {
  it('adds up and divides', () => {
    expect(mean([1, 2, 6])).toBe(3);
  });
});
