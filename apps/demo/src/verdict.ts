import type { DeadLetterReason, DeliveryWithAttempts } from '@hookline/contracts';
import type { Arrival } from './protocol';
import type { CausedEvent } from './scenario';

/** What has to become of each event at one endpoint. */
export interface Expectation {
  endpoint: string;
  events: readonly CausedEvent[];
  statuses: readonly (number | null)[];
  deadLetterReason: DeadLetterReason | null;
}

/** What became of them: at the receiver, and as the HTTP API tells it. */
export interface Outcome {
  arrivals: readonly Arrival[];
  deliveries: readonly DeliveryWithAttempts[];
}

/** Every way in which an outcome is not exactly what was expected, one line each; empty when it is. */
export function differences(expectation: Expectation, outcome: Outcome): string[] {
  const { arrivals, deliveries } = outcome;
  const byEvent = groupByEvent(arrivals);
  const expected = new Set(expectation.events.map(({ type, subject }) => `${type} ${subject}`));
  const lines = [
    ...refused(arrivals),
    ...[...byEvent.keys()].filter((key) => !expected.has(key)).map((key) => `got ${key} unasked`),
    ...[...expected].flatMap((key) =>
      eventDifferences(key, expectation, { arrivals: byEvent.get(key) ?? [], deliveries }),
    ),
    ...unknownDeliveries(outcome),
  ];
  return lines.map((line) => `${expectation.endpoint}: ${line}`);
}

function keyOf({ eventType, subject }: Arrival): string {
  return `${eventType} ${subject}`;
}

function groupByEvent(arrivals: readonly Arrival[]): Map<string, Arrival[]> {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const key = keyOf(arrival);
    groups.set(key, [...(groups.get(key) ?? []), arrival]);
  }
  return groups;
}

function refused(arrivals: readonly Arrival[]): string[] {
  return arrivals.flatMap(({ eventId, refusal }) =>
    refusal === null ? [] : [`${eventId} was not verified: ${refusal}`],
  );
}

function eventDifferences(
  key: string,
  { statuses, deadLetterReason }: Expectation,
  { arrivals, deliveries }: Outcome,
): string[] {
  const eventIds = new Set(arrivals.map(({ eventId }) => eventId));
  const [eventId] = eventIds;
  if (eventId === undefined) return [`${key} did not arrive`];
  if (eventIds.size > 1) return [`${key} arrived under the ids ${[...eventIds].join(', ')}`];
  const lines = arrivalDifferences(arrivals, statuses);
  const [delivery, ...more] = deliveries.filter((candidate) => candidate.eventId === eventId);
  if (delivery === undefined) lines.push('the API knows no delivery');
  else if (more.length > 0) lines.push(`the API knows ${more.length + 1} deliveries`);
  else lines.push(...deliveryDifferences(delivery, statuses, deadLetterReason));
  return lines.map((line) => `${key} (${eventId}): ${line}`);
}

function arrivalDifferences(
  arrivals: readonly Arrival[],
  statuses: readonly (number | null)[],
): string[] {
  const inOrder = [...arrivals].sort((one, other) => one.attempt - other.attempt);
  const lines = [
    ...compare(
      'attempts received',
      inOrder.map(({ attempt }) => attempt),
      numbers(statuses.length),
    ),
    ...compare(
      'statuses answered',
      inOrder.map(({ status }) => status),
      statuses,
    ),
  ];
  const bodies = new Set(inOrder.map(({ bodyHash }) => bodyHash)).size;
  return bodies === 1 ? lines : [...lines, `${bodies} different bodies`];
}

function deliveryDifferences(
  { status, deadLetterReason, attemptLog }: DeliveryWithAttempts,
  statuses: readonly (number | null)[],
  expectedReason: DeadLetterReason | null,
): string[] {
  return [
    ...compare('status', status, expectedReason === null ? 'delivered' : 'dead_letter'),
    ...compare('dead letter reason', deadLetterReason, expectedReason),
    ...compare(
      'attempts recorded',
      attemptLog.map(({ number }) => number),
      numbers(statuses.length),
    ),
    ...compare(
      'statuses recorded',
      attemptLog.map((attempt) => attempt.status),
      statuses,
    ),
  ];
}

function unknownDeliveries({ arrivals, deliveries }: Outcome): string[] {
  const arrived = new Set(arrivals.map(({ eventId }) => eventId));
  return deliveries
    .filter(({ eventId }) => !arrived.has(eventId))
    .map(({ eventId, eventType }) => `the API tells of ${eventType} (${eventId}), never received`);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function compare(what: string, found: unknown, expected: unknown): string[] {
  const [is, shouldBe] = [JSON.stringify(found), JSON.stringify(expected)];
  return is === shouldBe ? [] : [`${what}: ${is}, expected ${shouldBe}`];
}
