import type { Load } from '../contenders/contender-api';
import { PipelineContender, type PipelineOptions } from '../contenders/pipeline-contender';
import type { Row } from '../report/row';
import { median, ratios } from '../report/statistics';
import { half, loadsFor } from './loads';
import { KIBIBYTE, NO_WINDOW, roundCounter, type Scenario, type ScenarioContext } from './scenario';

/** `publish()` in a process without a worker: until it resolves, so until the event is durable. */
export const publishing: Scenario = {
  name: 'publish',
  about: 'publish() alone, events/s (÷ naive)',
  quick: true,
  run: async (context) => {
    const { lab, pace, progress, profiles } = context;
    const publishers = await startPublishers(context);
    const { naive, hookline } = publishers;
    const loads = loadsFor(pace, KIBIBYTE);
    const endless = (load: Load): Load => ({ ...load, window: NO_WINDOW });
    const rates: { naive: number[]; hookline: number[] } = { naive: [], hookline: [] };
    try {
      progress('warming up');
      await naive.measurePublishing(endless(half(loads.naive)));
      await hookline.measurePublishing(endless(half(loads.hookline)));
      await profiles?.begin(hookline, lab.postgres);
      const more = roundCounter(context);
      while (more(rates.naive.length)) {
        rates.naive.push(await naive.measurePublishing(endless(loads.naive)));
        rates.hookline.push(await hookline.measurePublishing(endless(loads.hookline)));
      }
      await profiles?.end(publishing.name, hookline, lab.postgres);
      return [rowOf(rates)];
    } finally {
      await Promise.all([naive.stop(), hookline.stop()]);
      await lab.redis?.flush();
    }
  },
};

/** A publisher and its rival, both without a worker, on the same kind of queue. */
async function startPublishers({
  lab,
  progress,
}: ScenarioContext): Promise<{ naive: PipelineContender; hookline: PipelineContender }> {
  progress('starting the contenders');
  const options: Omit<PipelineOptions, 'kind' | 'name'> = {
    tenants: 1,
    endpointsPerTenant: 1,
    queue: lab.redis === null ? 'postgres' : 'redis',
    processes: 'publisher',
  };
  const naive = await PipelineContender.start(
    { ...options, kind: 'naive', name: 'naive_publish' },
    lab,
  );
  try {
    const own = { ...options, kind: 'hookline', name: 'hookline_publish' } as const;
    return { naive, hookline: await PipelineContender.start(own, lab) };
  } catch (error) {
    await naive.stop();
    throw error;
  }
}

function rowOf({ naive, hookline }: { naive: number[]; hookline: number[] }): Row {
  return {
    scenario: publishing.name,
    title: publishing.about,
    unit: '×',
    values: ratios(hookline, naive),
    better: 'more',
    good: 10,
    aim: 20,
    detail: `${Math.round(median(hookline))} events/s; naive ${Math.round(median(naive))} events/s`,
  };
}
