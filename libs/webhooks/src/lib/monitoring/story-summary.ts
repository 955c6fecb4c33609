import type { Delivery, StoryObstacle } from '@hookline/contracts';

/** One sentence about what became of an event at an endpoint, by its newest delivery. For people. */
export function summarize(
  deliveries: readonly Delivery[],
  obstacles: readonly StoryObstacle[],
): string {
  const newest = deliveries.at(-1);
  if (newest !== undefined) return describe(newest);
  return `Not sent: ${obstacles.map((obstacle) => REASONS[obstacle]).join('; ')}.`;
}

const REASONS: Record<StoryObstacle, string> = {
  paused: 'the endpoint was switched off',
  gone: 'the endpoint had answered 410 and was switched off',
  unverified: 'the endpoint has not been verified',
  pattern: 'none of its patterns has this event type',
  filter: 'its filter does not want this payload',
  not_yet: 'the endpoint was created later',
  changed: 'by its settings of today it would get the event, but they were changed since',
};

function describe(delivery: Delivery): string {
  const { status, attempts, completedAt, deadLetterReason } = delivery;
  const made = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  switch (status) {
    case 'delivered':
      return `Delivered at ${completedAt ?? 'an unknown time'}, after ${made}.`;
    case 'dead_letter':
      return `A dead letter after ${made}: ${deadLetterReason ?? 'unknown'}. It is not tried again.`;
    case 'cancelled':
      return `Cancelled after ${made}.`;
    case 'in_progress':
      return `On its way in a worker, after ${made}.`;
    case 'pending':
    case 'retrying':
      return waiting(delivery, made);
  }
}

function waiting({ holdReason, nextAttemptAt }: Delivery, made: string): string {
  if (holdReason !== null) return `Held (${holdReason}) after ${made}, until that ends.`;
  return `Waits after ${made}; the next attempt is due at ${nextAttemptAt ?? 'an unknown time'}.`;
}
