import type { Expectation, Outcome } from './verdict';

/** A table of texts: columns as wide as they need to be, a line under the heading. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => (cells[column] ?? '').padEnd(width))
      .join('  ')
      .trimEnd();
  const [heading = [], ...body] = rows;
  return [line(heading), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)];
}

/** One row for each endpoint: requests expected and received, and what became of its deliveries. */
export function endpointTable(results: readonly (Expectation & Outcome)[]): string[] {
  const rows = results.map(({ endpoint, events, statuses, arrivals, deliveries }) => [
    endpoint,
    String(events.length),
    String(events.length * statuses.length),
    String(arrivals.length),
    countStatuses(deliveries.map(({ status }) => status)),
  ]);
  return table([['endpoint', 'events', 'expected', 'received', 'status'], ...rows]);
}

/** One row for each dead letter, with its reason. */
export function deadLetterTable(results: readonly (Expectation & Outcome)[]): string[] {
  const rows = results.flatMap(({ endpoint, deliveries }) =>
    deliveries
      .filter(({ status }) => status === 'dead_letter')
      .map(({ eventType, attempts, deadLetterReason, attemptLog }) => [
        endpoint,
        eventType,
        String(attempts),
        deadLetterReason ?? '',
        attemptLog.at(-1)?.errorMessage ?? '',
      ]),
  );
  return table([['dead letter of', 'event', 'attempts', 'reason', 'last error'], ...rows]);
}

function countStatuses(statuses: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
}
