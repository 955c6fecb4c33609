import type { Arrival } from '../protocol';
import { attemptKey, count, type Evidence } from './count';

const arrival = (over: Partial<Arrival> = {}): Arrival => ({
  number: 1,
  kind: 'transaction',
  endpoint: '0',
  delivery: `delivery ${over.number ?? 1}:${over.endpoint ?? '0'}`,
  attempt: 1,
  eventId: `evt_${over.number ?? 1}`,
  worker: 'worker-1',
  startedAt: 1_000,
  skewMs: 0,
  arrivedAt: 1_010,
  leftAt: 1_050,
  broken: false,
  ...over,
});

const evidence = (over: Partial<Evidence> = {}): Evidence => ({
  committed: [{ number: 1, kind: 'transaction' }],
  endpoints: ['0'],
  arrivals: [arrival()],
  deadLetters: new Set(),
  disturbances: [],
  places: new Map(),
  ...over,
});

const KEY = attemptKey('delivery 1:0', 1);

describe('count', () => {
  it('finds nothing wrong when every event arrived once', () => {
    expect(count(evidence())).toEqual({
      events: 1,
      lost: 0,
      phantoms: 0,
      doubled: 0,
      duplicated: 0,
      allowed: 0,
      unexcused: 0,
      deadLetters: 0,
      misordered: 0,
      overLimit: 0,
    });
  });

  it('calls lost what neither arrived nor is a dead letter, for each endpoint', () => {
    const endpoints = ['0', '1', '2'];
    const deadLetters = new Set(['1:2']);
    expect(count(evidence({ endpoints, deadLetters }))).toMatchObject({ lost: 1, deadLetters: 1 });
  });

  it('knows what was rolled back by the missing row, and lets unacknowledged events arrive', () => {
    const arrivals = [arrival(), arrival({ number: -1 }), arrival({ number: 2, kind: 'group' })];
    expect(count(evidence({ arrivals }))).toMatchObject({ lost: 0, phantoms: 1 });
  });

  it('finds a number that became two events', () => {
    const again = arrival({ kind: 'keyed', eventId: 'evt_other', delivery: 'other' });
    expect(count(evidence({ arrivals: [arrival(), again] }))).toMatchObject({ doubled: 1 });
  });

  it('takes a later attempt for a retry', () => {
    const arrivals = [arrival(), arrival({ attempt: 2 })];
    expect(count(evidence({ arrivals }))).toMatchObject({ duplicated: 0, unexcused: 0 });
  });

  it('does not excuse an attempt that was made twice for no reason', () => {
    const arrivals = [arrival(), arrival({ worker: 'worker-2' })];
    expect(count(evidence({ arrivals }))).toMatchObject({
      duplicated: 1,
      allowed: 0,
      unexcused: 1,
    });
  });

  it('excuses one repeat for a kill of the process that had started it', () => {
    const disturbances = [{ worker: 'worker-1', until: 1_500, recorded: new Set<string>() }];
    const twice = [arrival(), arrival({ worker: 'worker-2', startedAt: 3_000 })];
    const excused = { duplicated: 1, allowed: 1, unexcused: 0 };
    expect(count(evidence({ arrivals: twice, disturbances }))).toMatchObject(excused);
    const thrice = [...twice, arrival({ worker: 'worker-3', startedAt: 4_000 })];
    expect(count(evidence({ arrivals: thrice, disturbances }))).toMatchObject({ unexcused: 1 });
  });

  it('counts what was started and not recorded at a kill, repeated or not', () => {
    const disturbances = [{ worker: 'worker-1', until: 1_500, recorded: new Set<string>() }];
    expect(count(evidence({ disturbances }))).toMatchObject({ duplicated: 0, allowed: 1 });
  });

  it.each([
    ['recorded before the kill', { worker: 'worker-1', until: 1_500, recorded: new Set([KEY]) }],
    ['started after it', { worker: 'worker-1', until: 900, recorded: new Set<string>() }],
    ['sent by another process', { worker: 'worker-9', until: 1_500, recorded: new Set<string>() }],
  ])('does not excuse a repeat of what was %s', (_, disturbance) => {
    const arrivals = [arrival(), arrival({ worker: 'worker-2', startedAt: 3_000 })];
    const counted = count(evidence({ arrivals, disturbances: [disturbance] }));
    expect(counted).toMatchObject({ allowed: 0, unexcused: 1 });
  });

  it('excuses a repeat, once it is there, for a lost life and for an exchange the receiver broke', () => {
    const repeat = arrival({ worker: 'worker-2', startedAt: 3_000 });
    const disturbances = [{ worker: 'worker-1', until: 1_500 }];
    const excused = { duplicated: 1, allowed: 1, unexcused: 0 };
    expect(count(evidence({ arrivals: [arrival(), repeat], disturbances }))).toMatchObject(excused);
    expect(count(evidence({ disturbances }))).toMatchObject({ allowed: 0 });
    const broken = [arrival({ broken: true }), repeat];
    expect(count(evidence({ arrivals: broken }))).toMatchObject(excused);
  });
});
