import type { OutcomeCounts, Statistics, WaitingCounts } from '@hookline/contracts';
import { encodeId } from '../../common/ids';
import type { StatisticsRow } from '../../storage/sql/select-statistics';
import { OutcomeSummary } from './outcome-summary';
import { MS_PER_HOUR } from '../../common/durations';
import type { StatisticsPeriod } from './statistics-period';

/** Most types and endpoints that are told one by one. */
const MOST_NAMED = 100;

/** Puts counted rows together to what is shown. Totals are those of the series. */
export function toStatistics(
  rows: readonly StatisticsRow[],
  period: StatisticsPeriod,
  waiting: WaitingCounts,
): Statistics {
  const totals = new OutcomeSummary();
  for (const row of rows) if (row.slot !== null) totals.add(row);
  return {
    from: isoOfHour(period.fromHour),
    to: isoOfHour(period.toHour),
    bucket: period.bucket,
    totals: { ...totals.counts(), responses: totals.responses() },
    waiting,
    byType: busiest(summaries(rows, (row) => row.event_type)).map(([eventType, counts]) => ({
      eventType,
      ...counts,
    })),
    byEndpoint: busiest(summaries(rows, (row) => row.endpoint_id)).map(([id, counts]) => ({
      endpointId: encodeId('ep', id),
      ...counts,
    })),
    series: seriesOf(rows, period),
  };
}

function seriesOf(rows: readonly StatisticsRow[], period: StatisticsPeriod): Statistics['series'] {
  const { fromHour, toHour, hoursPerSlot } = period;
  const bySlot = summaries(rows, (row) => row.slot);
  const slots = (toHour - fromHour) / hoursPerSlot;
  return Array.from({ length: slots }, (_, index) => {
    const slot = fromHour / hoursPerSlot + index;
    const summary = bySlot.get(slot) ?? new OutcomeSummary();
    return { start: isoOfHour(slot * hoursPerSlot), ...summary.counts() };
  });
}

/** Summaries of the rows that have a key, by it. */
function summaries<Key>(
  rows: readonly StatisticsRow[],
  keyOf: (row: StatisticsRow) => Key | null,
): Map<Key, OutcomeSummary> {
  const found = new Map<Key, OutcomeSummary>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    let summary = found.get(key);
    if (summary === undefined) found.set(key, (summary = new OutcomeSummary()));
    summary.add(row);
  }
  return found;
}

function busiest(named: Map<string, OutcomeSummary>): [string, OutcomeCounts][] {
  return Array.from(named, ([name, summary]): [string, OutcomeCounts] => [name, summary.counts()])
    .sort(([, a], [, b]) => b.attempts - a.attempts)
    .slice(0, MOST_NAMED);
}

/** The begin of an hour since 1970. */
export function isoOfHour(hour: number): string {
  return new Date(hour * MS_PER_HOUR).toISOString();
}
