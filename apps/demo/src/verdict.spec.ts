import type { DeliveryWithAttempts } from '@hookline/contracts';
import type { Arrival } from './protocol';
import { differences, type Expectation, type Outcome } from './verdict';

const expectation: Expectation = {
  endpoint: 'recovers',
  events: [{ type: 'project.created', subject: 'p1' }],
  statuses: [503, 200],
  deadLetterReason: null,
};

function arrival(attempt: number, status: number | null, changes: Partial<Arrival> = {}): Arrival {
  return {
    type: 'arrival',
    endpoint: 'recovers',
    eventId: 'evt_1',
    eventType: 'project.created',
    subject: 'p1',
    attempt,
    status,
    durationMs: 1,
    refusal: null,
    bodyHash: 'hash',
    ...changes,
  };
}

function delivery(changes: Partial<DeliveryWithAttempts> = {}): DeliveryWithAttempts {
  return {
    id: 'dlv_1',
    eventId: 'evt_1',
    eventType: 'project.created',
    endpointId: 'ep_1',
    tenantId: 'demo',
    status: 'delivered',
    trigger: 'publish',
    holdReason: null,
    deadLetterReason: null,
    haltsLine: false,
    attempts: 2,
    priority: 5,
    retryOf: null,
    retriedBy: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
    lastAttemptAt: '2026-01-01T00:00:01.000Z',
    nextAttemptAt: null,
    completedAt: '2026-01-01T00:00:01.000Z',
    attemptLog: [503, 200].map((status, index) => ({
      number: index + 1,
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      status,
      responseHeaders: {},
      responseBody: '',
      address: '127.0.0.1',
      errorCode: status === 200 ? null : ('http_status' as const),
      errorMessage: null,
      retryable: status !== 200,
    })),
    ...changes,
  };
}

const right: Outcome = { arrivals: [arrival(1, 503), arrival(2, 200)], deliveries: [delivery()] };

describe('the verdict of the demo', () => {
  it('finds nothing when everything is as expected, in whatever order it was told', () => {
    expect(differences(expectation, right)).toEqual([]);
    const arrivals = [...right.arrivals].reverse();
    expect(differences(expectation, { ...right, arrivals })).toEqual([]);
  });

  it.each<[string, Partial<Outcome>, RegExp]>([
    ['an event that did not arrive', { arrivals: [], deliveries: [] }, /did not arrive/],
    ['an attempt too few', { arrivals: [arrival(1, 503)] }, /attempts received: \[1\]/],
    [
      'an attempt made twice',
      { arrivals: [...right.arrivals, arrival(2, 200)] },
      /attempts received: \[1,2,2\]/,
    ],
    [
      'another answer',
      { arrivals: [arrival(1, 500), arrival(2, 200)] },
      /statuses answered: \[500,200\]/,
    ],
    [
      'a signature that was refused',
      { arrivals: [arrival(1, 503, { refusal: 'No matching signature' }), arrival(2, 200)] },
      /not verified: No matching signature/,
    ],
    [
      'other bytes on the second attempt',
      { arrivals: [arrival(1, 503), arrival(2, 200, { bodyHash: 'other' })] },
      /2 different bodies/,
    ],
    [
      'an event under two ids',
      { arrivals: [arrival(1, 503), arrival(2, 200, { eventId: 'evt_2' })] },
      /under the ids evt_1, evt_2/,
    ],
    [
      'an event nobody asked for',
      { arrivals: [...right.arrivals, arrival(1, 200, { eventId: 'evt_2', subject: 'p2' })] },
      /got project.created p2 unasked/,
    ],
    ['a delivery that the API does not know', { deliveries: [] }, /knows no delivery/],
    [
      'a delivery that the API knows twice',
      { deliveries: [delivery(), delivery()] },
      /knows 2 deliveries/,
    ],
    [
      'a delivery that never arrived',
      { deliveries: [delivery(), delivery({ eventId: 'evt_2' })] },
      /\(evt_2\), never received/,
    ],
    [
      'another end',
      { deliveries: [delivery({ status: 'dead_letter', deadLetterReason: 'exhausted' })] },
      /status: "dead_letter", expected "delivered"/,
    ],
    [
      'an attempt that was not recorded',
      { deliveries: [delivery({ attemptLog: delivery().attemptLog.slice(0, 1) })] },
      /attempts recorded: \[1\], expected \[1,2\]/,
    ],
  ])('tells of %s', (_, changes, line) => {
    const found = differences(expectation, { ...right, ...changes });
    expect(found.join('\n')).toMatch(line);
    expect(found.every((text) => text.startsWith('recovers: '))).toBe(true);
  });

  it('expects dead letters with their reason', () => {
    const gone: Expectation = { ...expectation, deadLetterReason: 'gone' };
    expect(differences(gone, right)).toEqual([
      expect.stringContaining('status: "delivered", expected "dead_letter"'),
      expect.stringContaining('dead letter reason: null, expected "gone"'),
    ]);
  });
});
