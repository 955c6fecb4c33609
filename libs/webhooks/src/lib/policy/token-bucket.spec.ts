import fc from 'fast-check';
import { fullBucket, msUntilToken, refill, type TokenBucket } from './token-bucket';

const LIMIT = { perSecond: 10, burst: 20 };

describe('A token bucket', () => {
  it('begins full, and fills up to its burst and no further', () => {
    const empty = { ...fullBucket(LIMIT, 0), tokens: 0 };
    expect(refill(empty, LIMIT, 500)).toEqual({ tokens: 5, at: 500 });
    expect(refill(empty, LIMIT, 3_600_000)).toEqual({ tokens: 20, at: 3_600_000 });
  });

  it('gains nothing from a clock that goes back', () => {
    const bucket = { tokens: 3, at: 1_000 };
    expect(refill(bucket, LIMIT, 400)).toEqual(bucket);
    expect(refill(refill(bucket, LIMIT, 400), LIMIT, 1_100)).toEqual({ tokens: 4, at: 1_100 });
  });

  it('says how long the next token takes', () => {
    expect(msUntilToken({ tokens: 1, at: 0 }, LIMIT)).toBe(0);
    expect(msUntilToken({ tokens: 0.25, at: 0 }, LIMIT)).toBe(75);
    expect(msUntilToken({ tokens: -1, at: 0 }, LIMIT)).toBe(200);
  });

  it('lets no more than the burst and the rate through any window, whenever somebody draws', () => {
    const draws = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(draws, (pauses) => {
        const taken = drawAll(pauses);
        for (const [first, from] of taken.entries()) {
          for (const [last, to] of taken.entries()) {
            if (last < first) continue;
            const most = LIMIT.burst + (LIMIT.perSecond * (to - from)) / 1_000;
            expect(last - first + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** Draws whenever there is a token, after each of the pauses; answers when. */
function drawAll(pauses: readonly number[]): number[] {
  let now = 0;
  let bucket: TokenBucket = fullBucket(LIMIT, now);
  const taken: number[] = [];
  for (const pause of pauses) {
    now += pause;
    bucket = refill(bucket, LIMIT, now);
    while (msUntilToken(bucket, LIMIT) === 0) {
      bucket = { ...bucket, tokens: bucket.tokens - 1 };
      taken.push(now);
    }
  }
  return taken;
}
