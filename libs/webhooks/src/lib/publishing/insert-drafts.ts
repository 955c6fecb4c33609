import type { StatementRunner } from '../storage/database';
import type { EventDraft } from '../storage/event-draft';
import { INSERT_EVENTS } from '../storage/sql/insert-events';
import { LOCK_LINES } from '../storage/sql/lock-lines';

/** Endpoints of the drafts whose deliveries stand in line. */
export function linesOf(drafts: readonly EventDraft[]): string[] {
  const lines = new Set<string>();
  for (const { deliveries } of drafts) {
    for (const { endpointId, orderingKey } of deliveries) {
      if (orderingKey !== null) lines.add(endpointId);
    }
  }
  return [...lines];
}

/**
 * Writes events and their deliveries. Where any stand in line, `runner` has to be a transaction: the
 * lines are locked first, until it ends.
 * @param lines of {@link linesOf}
 * @param values of {@link INSERT_EVENTS}, as the driver of `runner` takes them
 */
export async function insertDrafts(
  runner: StatementRunner,
  lines: readonly string[],
  values: unknown[],
): Promise<void> {
  if (lines.length > 0) await runner.run(LOCK_LINES, [lines]);
  await runner.run(INSERT_EVENTS, values);
}
