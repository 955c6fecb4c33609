import { setTimeout as delay } from 'node:timers/promises';
import { PipelineContender } from '../contenders/pipeline-contender';
import { type ObservantReceiver, startNodeReceiver } from '../receiver/receiver';
import type { Row } from '../report/row';
import { loadsFor } from './loads';
import { measureDrain, startDrained } from './drain';
import { growthOver } from './memory';
import { KIBIBYTE, NO_WINDOW, PUBLISHERS, type Scenario, type ScenarioContext } from './scenario';

const COMPUTING_MS = 300;
const OPERATIONS = 10_000;
const AT_ONCE_EVENTS = 50;
const AT_ONCE_WAIT_MS = 2_000;

/** The figures that the seeds are proud of, each as they name it. */
export const headlines: Scenario = {
  name: 'headlines',
  about: "the seeds' own headlines",
  run: async (context) => {
    const { lab, progress } = context;
    progress('starting the contenders');
    const receiver = await startNodeReceiver(lab.signal);
    const here = { ...context, lab: { ...lab, receiver } };
    try {
      const enqueued = await enqueue(here);
      return [enqueued, ...(await withWorker(here, receiver)), await memoryRow(here)];
    } finally {
      await receiver.stop();
      await lab.redis?.flush();
    }
  },
};

function row(fields: Pick<Row, 'title' | 'unit' | 'values' | 'good'> & Partial<Row>): Row {
  return { scenario: headlines.name, better: 'more', aim: null, detail: '', ...fields };
}

async function enqueue({ lab, pace, progress }: ScenarioContext): Promise<Row> {
  const options = { tenants: 1, endpointsPerTenant: 1, processes: 'publisher' } as const;
  const queue = lab.redis === null ? 'postgres' : 'redis';
  const publisher = await PipelineContender.start(
    { ...options, kind: 'hookline', name: 'hookline_enqueue', queue },
    lab,
  );
  try {
    const load = { ...loadsFor(pace, KIBIBYTE).naive, window: NO_WINDOW };
    const values: number[] = [];
    for (let round = 1; round <= pace.rounds; round += 1) {
      progress(`enqueue, round ${round} of ${pace.rounds}`);
      values.push(await publisher.measurePublishing(load));
    }
    return row({ title: "seeds' headline: enqueue", unit: '/s', values, good: 2_000 });
  } finally {
    await publisher.stop();
  }
}

async function withWorker(context: ScenarioContext, receiver: ObservantReceiver): Promise<Row[]> {
  const { pace, progress } = context;
  const hookline = await startDrained(context, 'hookline_headlines');
  try {
    const dequeued: number[] = [];
    const computed: number[] = [];
    for (let round = 1; round <= pace.rounds; round += 1) {
      progress(`dequeue and retries, round ${round} of ${pace.rounds}`);
      dequeued.push((await measureDrain(hookline, pace.drained / 5)).rate);
      computed.push(await hookline.publisher.call('retryComputations', COMPUTING_MS));
    }
    progress('deliveries at once');
    const peak = await atOnce(hookline, receiver);
    const title = (what: string): string => `seeds' headline: ${what}`;
    return [
      row({ title: title('dequeue, delivered'), unit: '/s', values: dequeued, good: 500 }),
      row({ title: title('retry computations'), unit: '/s', values: computed, good: 100_000 }),
      row({ title: title('deliveries'), unit: 'at once', values: [peak], good: 50 }),
    ];
  } finally {
    await hookline.stop();
  }
}

/** How many requests wait together at a receiver that answers none. */
async function atOnce(hookline: PipelineContender, receiver: ObservantReceiver): Promise<number> {
  await receiver.control.call('mode', 'hold');
  const load = {
    durationMs: AT_ONCE_WAIT_MS,
    maxEvents: AT_ONCE_EVENTS,
    publishers: PUBLISHERS,
    window: NO_WINDOW,
    payloadBytes: KIBIBYTE,
    ratePerSecond: null,
  };
  const measured = hookline.measure(load);
  await delay(AT_ONCE_WAIT_MS);
  const peak = await receiver.control.call('peak');
  await receiver.control.call('mode', 'answer');
  await measured;
  return peak;
}

/** In a fresh process each time: one that has grown does not grow again. */
async function memoryRow({ lab, pace, progress }: ScenarioContext): Promise<Row> {
  const values: number[] = [];
  for (let round = 1; round <= pace.rounds; round += 1) {
    progress(`memory for ${OPERATIONS} operations, round ${round} of ${pace.rounds}`);
    const hookline = await PipelineContender.start(
      {
        kind: 'hookline',
        name: `hookline_operations_${round}`,
        tenants: 1,
        endpointsPerTenant: 1,
        queue: 'postgres',
        processes: 'one',
      },
      lab,
    );
    try {
      values.push(await growthOver(hookline, OPERATIONS));
    } finally {
      await hookline.stop();
    }
  }
  const title = `seeds' headline: memory for ${OPERATIONS} operations`;
  return row({ title, unit: 'MB', values, better: 'less', good: 50 });
}
