import { BacklogPace } from './backlog-pace';

const RECENT_MS = 10;
const LONG_AGO_MS = 1_000;
const LARGE = { all: 500, ofEndpoint: 100 };
const SMALL = { all: 20, ofEndpoint: 10 };

/** So many deliveries of each party. */
const claims = (counts: Record<string, number>): string[] =>
  Object.entries(counts).flatMap(([party, count]) => Array<string>(count).fill(party));

function paceAfter(counts: Record<string, number>): BacklogPace {
  const pace = new BacklogPace();
  pace.note(claims(counts), { more: true });
  return pace;
}

describe('BacklogPace', () => {
  it('makes haste while nothing new comes', () => {
    const pace = paceAfter({ greedy: 500 });
    expect(pace.givesWay(LONG_AGO_MS)).toBe(false);
    expect(pace.portion(LONG_AGO_MS)).toEqual(LARGE);
    expect(pace.restMs(LONG_AGO_MS, 4)).toBe(0);
  });

  it("gives way to what is new while most of the backlog is one party's", () => {
    const pace = paceAfter({ greedy: 300, other: 200 });
    expect(pace.givesWay(RECENT_MS)).toBe(true);
    expect(pace.portion(RECENT_MS)).toEqual(SMALL);
  });

  it('rests by what a claim took, but not for long', () => {
    const pace = paceAfter({ greedy: 500 });
    expect(pace.restMs(RECENT_MS, 4)).toBe(20);
    expect(pace.restMs(RECENT_MS, 2_000)).toBe(100);
  });

  it('makes haste with what many have waiting', () => {
    const pace = paceAfter({ one: 250, another: 250 });
    expect(pace.givesWay(RECENT_MS)).toBe(false);
    expect(pace.portion(RECENT_MS)).toEqual(LARGE);
  });

  it('looks with a small claim whose backlog it is, and does not rest before that is known', () => {
    const pace = paceAfter({});
    expect(pace.givesWay(RECENT_MS)).toBe(false);
    expect(pace.portion(RECENT_MS)).toEqual(SMALL);
    expect(pace.portion(LONG_AGO_MS)).toEqual(LARGE);
    expect(pace.restMs(RECENT_MS, 4)).toBe(0);
  });

  it('forgets whose backlog it was when there is no more of it', () => {
    const pace = paceAfter({ one: 250, another: 250 });
    pace.note([], { more: false });
    expect(pace.portion(RECENT_MS)).toEqual(SMALL);
  });

  it('forgets by and by whose backlog it was', () => {
    const pace = paceAfter({ greedy: 900 });
    const verdicts = [1, 2].map(() => {
      pace.note(claims({ one: 250, another: 250 }), { more: true });
      return pace.givesWay(RECENT_MS);
    });
    expect(verdicts).toEqual([true, false]);
  });
});
