import { DeliveriesPendingError } from '../errors/deliveries-pending.error';
import { describeLive, nextStep, type LiveDelivery } from './live-delivery';
import { TestingClock, type ClockFollower } from './testing-clock';

const live = (fields: Partial<LiveDelivery> = {}): LiveDelivery => ({
  id: 'id',
  eventType: 'project.created',
  endpoint: 'billing',
  attempts: 1,
  inFlight: false,
  hold: null,
  dueAt: 0,
  ...fields,
});

/** Answers one list after the other, then the last one for ever. */
const following = (...lists: LiveDelivery[][]): ClockFollower & { woken: number } => ({
  woken: 0,
  liveDeliveries() {
    return Promise.resolve((lists.length > 1 ? lists.shift() : lists[0]) ?? []);
  },
  wake() {
    this.woken += 1;
  },
});

describe('TestingClock', () => {
  it('begins at the real time and stands still', () => {
    const before = Date.now();
    const clock = new TestingClock();
    const started = clock.now();
    expect(started).toBeGreaterThanOrEqual(before);
    expect(started).toBeLessThanOrEqual(Date.now());
    expect(clock.monotonic()).toBeLessThan(clock.monotonic() + 1);
    expect(clock.now()).toBe(started);
  });

  it('moves when it is told to, and wakes who lives by it', () => {
    const clock = new TestingClock();
    const follower = following([]);
    const unfollow = clock.follow(follower);
    clock.set('2030-01-01T00:00:00.000Z');
    clock.advance(1_500);
    expect(new Date(clock.now()).toISOString()).toBe('2030-01-01T00:00:01.500Z');
    clock.set(new Date(0));
    expect(clock.now()).toBe(0);
    expect(follower.woken).toBe(3);
    unfollow();
    clock.advance(1);
    expect(follower.woken).toBe(3);
  });

  it('refuses what is no time', () => {
    const clock = new TestingClock();
    expect(() => clock.advance(-1)).toThrow(RangeError);
    expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
    expect(() => clock.set('soon')).toThrow(RangeError);
  });

  it('knows the time nearest to another that it has shown', () => {
    const clock = new TestingClock();
    clock.set(1_000);
    clock.set(9_000);
    expect(clock.nearestShown(0)).toBe(1_000);
    expect(clock.nearestShown(8_000)).toBe(9_000);
  });

  it('moves to what is due next until nothing is live', async () => {
    const clock = new TestingClock();
    const start = clock.now();
    clock.follow(
      following(
        [live({ dueAt: start + 60_000 }), live({ dueAt: start + 5_000.25 })],
        [live({ inFlight: true })],
        [],
      ),
    );
    await clock.untilDelivered();
    expect(clock.now()).toBe(start + 5_002);
  });

  it('lets a hand-off come before it moves for a first attempt', async () => {
    const clock = new TestingClock();
    const start = clock.now();
    clock.follow(
      following([live({ attempts: 0, dueAt: start + 2_000 })], [live({ inFlight: true })], []),
    );
    await clock.untilDelivered();
    expect(clock.now()).toBe(start);
  });

  it('moves for a first attempt whose hand-off was lost', async () => {
    const clock = new TestingClock();
    const start = clock.now();
    const lost = live({ attempts: 0, dueAt: start + 2_000 });
    clock.follow({
      liveDeliveries: () => Promise.resolve(clock.now() > start ? [] : [lost]),
      wake: () => undefined,
    });
    await clock.untilDelivered();
    expect(clock.now()).toBe(start + 2_001);
  });

  it('says what is still live when the limit has passed', async () => {
    const clock = new TestingClock();
    clock.follow(following([live({ inFlight: true })]));
    const waiting = clock.untilDelivered({ timeoutMs: 30 });
    await expect(waiting).rejects.toThrow(DeliveriesPendingError);
    await expect(waiting).rejects.toThrow(
      /within 30 ms:\n {2}- project\.created to "billing", 1 attempts made, in flight/,
    );
    await expect(waiting).rejects.toMatchObject({ deliveries: [{ id: 'id' }] });
  });

  it('does not wait for what is held', async () => {
    const clock = new TestingClock();
    clock.follow(following([live({ hold: 'paused' })]));
    await expect(clock.untilDelivered()).rejects.toThrow(
      /Only held deliveries are left:\n.*held: paused/,
    );
  });

  it('says that no application runs by it', async () => {
    await expect(new TestingClock().untilDelivered()).rejects.toThrow(/no application/);
  });
});

describe('nextStep', () => {
  it('waits for what is in flight or overdue', () => {
    expect(nextStep([live({ inFlight: true }), live({ dueAt: 9 })], 5)).toEqual({ kind: 'wait' });
    expect(nextStep([live({ dueAt: 5 })], 5)).toEqual({ kind: 'wait' });
  });

  it('gives a lane its time, then goes to its next turn, or a second on', () => {
    const held = live({ hold: 'circuit_open', dueAt: 30 });
    const behind = live({ hold: 'ordering', dueAt: 2 });
    expect(nextStep([behind, held, live({ hold: 'paused' })], 5)).toEqual({
      kind: 'hand_off',
      dueAt: 30,
    });
    expect(nextStep([behind], 5)).toEqual({ kind: 'hand_off', dueAt: 1_005 });
    expect(nextStep([live({ hold: 'halted' })], 5)).toEqual({ kind: 'stuck' });
  });

  it('goes to the earliest that is not held', () => {
    const deliveries = [
      live({ dueAt: 30 }),
      live({ dueAt: 20 }),
      live({ dueAt: 10, hold: 'paused' }),
    ];
    expect(nextStep(deliveries, 5)).toEqual({ kind: 'advance', dueAt: 20 });
  });
});

describe('describeLive', () => {
  it('shortens a long list', () => {
    const lines = describeLive(Array.from({ length: 12 }, () => live({ dueAt: 0 }))).split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toContain('due 1970-01-01T00:00:00.000Z (is there a worker?)');
    expect(lines[10]).toContain('2 more');
  });
});
