import type { Distribution } from '../../common/distribution';
import type { BatchCounts, PipelineCounts } from '../../common/pipeline-counts';
import type { Tally } from '../../common/tally';
import type { Backlog, BacklogView } from './backlog';
import type { ConnectionPools, PoolView } from './connection-pools';
import type { WorkerState, WorkerView } from './worker-state';

/** Where metrics are read from, at a scrape. */
export interface MetricSources {
  counts: PipelineCounts;
  worker: WorkerState;
  pools: ConnectionPools;
  backlog: Backlog;
}

/** One line of a scrape. */
export interface Sample {
  value: number;
  labels: Record<string, string | number>;
  /** For the lines of a histogram; the others have the name of their metric. */
  metricName?: string;
}

/** One metric: what it is, and how it is read. */
export interface Metric {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  /** Names of its labels. Each has few values, and none that a tenant or a receiver chooses. */
  labels: readonly string[];
  help: string;
  /** Answers no sample when there is nothing to tell. Never rejects. */
  read(sources: MetricSources): Sample[] | Promise<Sample[]>;
}

/** What of a metric every kind of it needs. */
type Named = Pick<Metric, 'name' | 'help'>;

/** A counter of combinations of labels. */
export function counter(
  named: Named & Pick<Metric, 'labels'>,
  of: (counts: PipelineCounts) => Tally,
): Metric {
  const read = ({ counts }: MetricSources): Sample[] =>
    of(counts)
      .series()
      .map(({ labels, count }) => ({ labels, value: count }));
  return { ...named, type: 'counter', read };
}

/** A histogram of a distribution. */
export function histogram(named: Named, of: (counts: PipelineCounts) => Distribution): Metric {
  const read = ({ counts }: MetricSources): Sample[] => linesOf(named.name, of(counts), {});
  return { ...named, type: 'histogram', labels: [], read };
}

/** A histogram of what the two stages write that gather many entries. */
export function batches(named: Named, of: (batch: BatchCounts) => Distribution): Metric {
  const read = ({ counts }: MetricSources): Sample[] => [
    ...linesOf(named.name, of(counts.groupCommit), { stage: 'group_commit' }),
    ...linesOf(named.name, of(counts.recorder), { stage: 'recorder' }),
  ];
  return { ...named, type: 'histogram', labels: ['stage'], read };
}

/** A gauge of the worker; a process that only publishes has none. */
export function worker(named: Named, of: (view: WorkerView) => number | null): Metric {
  const read = (sources: MetricSources): Sample[] => {
    const view = sources.worker.view();
    const value = view === null ? null : of(view);
    return value === null ? [] : [{ value, labels: {} }];
  };
  return { ...named, type: 'gauge', labels: [], read };
}

/** A gauge of each pool of connections. */
export function pools(named: Named, of: (view: PoolView) => number): Metric {
  const read = (sources: MetricSources): Sample[] =>
    sources.pools.view().map((view) => ({ value: of(view), labels: { pool: view.name } }));
  return { ...named, type: 'gauge', labels: ['pool'], read };
}

/** A gauge that Postgres has to be asked for; there is none while it does not answer. */
export function backlog(
  named: Named & Partial<Pick<Metric, 'labels'>>,
  of: (view: BacklogView) => Sample[],
): Metric {
  const read = async (sources: MetricSources): Promise<Sample[]> => {
    const view = await sources.backlog.read();
    return view === null ? [] : of(view);
  };
  return { labels: [], ...named, type: 'gauge', read };
}

function linesOf(name: string, values: Distribution, labels: Sample['labels']): Sample[] {
  const cumulative = values.cumulative();
  const count = cumulative.at(-1) ?? 0;
  const bounds = [...values.bounds, '+Inf'];
  return [
    ...bounds.map((le, index) => ({
      metricName: `${name}_bucket`,
      labels: { ...labels, le },
      value: cumulative[index] ?? count,
    })),
    { metricName: `${name}_sum`, labels, value: values.sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
