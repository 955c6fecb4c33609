import { mayWait, NOTHING_WAITS, type WaitingLoad } from './waiting-limits';

const LIMITS: WaitingLoad = { events: 100, deliveries: 1_000, bytes: 10_000 };
const load = (parts: Partial<WaitingLoad>): WaitingLoad => ({ ...NOTHING_WAITS, ...parts });
const EVENT = load({ events: 1, deliveries: 10, bytes: 100 });

describe('mayWait', () => {
  it.each<[string, Partial<WaitingLoad>, boolean]>([
    ['what fits', { events: 100, bytes: 10_000 }, true],
    ['too many events', { events: 101 }, false],
    ['too many bytes', { events: 1, bytes: 10_001 }, false],
    ['an event with more deliveries than may wait', { events: 1, deliveries: 5_000 }, true],
  ])('judges %s, when nothing waits', (_what, coming, answer) => {
    const state = { all: NOTHING_WAITS, own: NOTHING_WAITS, coming: load(coming) };
    expect(mayWait(LIMITS, state)).toBe(answer);
  });

  it.each<[string, Partial<WaitingLoad>, boolean]>([
    ['a few events', { events: 89 }, true],
    ['nine tenths of the events', { events: 90 }, false],
    ['a few bytes', { events: 1, bytes: 8_900 }, true],
    ['nine tenths of the bytes', { events: 1, bytes: 9_000 }, false],
    ['nine tenths of the deliveries', { events: 1, deliveries: 900 }, true],
    ['more deliveries than that', { events: 1, deliveries: 901 }, false],
  ])('leaves a tenth to others beside a tenant that has %s', (_what, has, answer) => {
    const all = load(has);
    expect(mayWait(LIMITS, { all, own: all, coming: EVENT })).toBe(answer);
    expect(mayWait(LIMITS, { all, own: NOTHING_WAITS, coming: EVENT })).toBe(true);
  });

  it('takes from whoever has nothing there, however many deliveries others have', () => {
    const all = load({ events: 1, deliveries: 50_000 });
    expect(mayWait(LIMITS, { all, own: NOTHING_WAITS, coming: EVENT })).toBe(true);
    expect(mayWait(LIMITS, { all, own: load({ events: 1, deliveries: 1 }), coming: EVENT })).toBe(
      false,
    );
  });
});
