import { TEST_EVENT } from '../common/test-event';
import { compilePatterns } from '../registry/event-patterns';
import type { ReplayEntity } from '../storage/entities';
import type { Replayed } from './sql/insert-replayed';
import type { WalkedRow } from './sql/walk-events';

/** What a replay chooses by. */
export type ReplayCriteria = Pick<
  ReplayEntity,
  'endpointId' | 'eventTypes' | 'statuses' | 'missing' | 'from' | 'to'
>;

/**
 * Those of the events that a replay delivers.
 * @param subscribed the patterns of the endpoint, for what is missing there; empty for all
 */
export function chooseReplayed(
  rows: readonly WalkedRow[],
  criteria: ReplayCriteria,
  subscribed: readonly string[],
): Replayed[] {
  const matches = compilePatterns(criteria.eventTypes);
  const wanted = compilePatterns(criteria.missing ? subscribed : []);
  const from = criteria.from?.getTime() ?? -Infinity;
  const to = criteria.to?.getTime() ?? Infinity;
  return rows
    .filter(({ type, created_at: at }) => at >= from && at < to && matches(type) && wanted(type))
    .flatMap((row) => replayedOf(row, criteria));
}

function replayedOf(row: WalkedRow, { missing, endpointId, statuses }: ReplayCriteria): Replayed[] {
  const event = { eventId: row.event_id, eventType: row.type };
  if (row.delivery_id === null) {
    if (!missing || endpointId === null || row.type === TEST_EVENT) return [];
    return [{ ...event, endpointId, retryOf: null }];
  }
  // What is still on its way will arrive by itself.
  if (missing || !row.final || !(statuses as string[]).includes(row.status)) return [];
  return [{ ...event, endpointId: row.endpoint_id, retryOf: row.delivery_id }];
}
