import { fill } from '../../laboratory/fill';
import { Child } from '../../process/child';
import { now } from '../../process/clock';
import type { BadReceiverApi } from '../../receiver/bad-receiver-api';
import { median } from '../../report/statistics';
import { until } from '../../contenders/contender';
import { KIBIBYTE, type Scenario } from '../scenario';
import { isolation, type Neighbourhood } from './isolation';
import { EVENTS_PER_SECOND } from './town';

const TENANT = 'neighbour';
const EACH_KIND = 10;
const BACKLOG = 100_000;
/** Endpoints of the tenant that publishes too much. */
const CROWD = 50;
const TOO_MUCH = 10;
/** Deliveries that are sent to learn how many a second the machine can send. */
const PROBED = 20_000;

const broken = isolation({
  name: 'isolation-broken',
  about: `${EACH_KIND} black holes, ${EACH_KIND} slow drippers, ${EACH_KIND} refusing ports`,
  good: 1.5,
  aim: 1.1,
  moveIn: async (town, { lab }) => {
    const receiver = await Child.start<BadReceiverApi>({
      program: 'receiver/bad-receiver.main.js',
      signal: lab.signal,
    });
    const { blackHoles, drippers, refusing } = await receiver.call('listen', EACH_KIND);
    await town.settle(TENANT, [...blackHoles, ...drippers, ...refusing]);
    return {
      describe: () => `each fed with ${EVENTS_PER_SECOND} events/s`,
      begin: (durationMs) => {
        const load = { tenantId: TENANT, eventsPerSecond: EVENTS_PER_SECOND, durationMs };
        return Promise.resolve(ending(town.disturb(load)));
      },
    } satisfies Neighbourhood;
  },
});

const backlog = isolation({
  name: 'isolation-backlog',
  about: `one endpoint with a backlog of ${BACKLOG}`,
  good: 1.5,
  aim: 1.1,
  moveIn: async (town) => {
    await town.settle(TENANT, [`${town.receivers.busy.url}/hook`]);
    const sent: number[] = [];
    return {
      describe: () => `${Math.round(median(sent))} of the backlog were sent meanwhile`,
      begin: async () => {
        const { database, receivers } = town;
        const load = { deliveries: BACKLOG, state: 'pending', payloadBytes: KIBIBYTE } as const;
        const before = await receivers.busy.count();
        await fill(database, { ...load, tenantId: TENANT });
        return async () => void sent.push((await receivers.busy.count()) - before);
      },
    } satisfies Neighbourhood;
  },
});

const flood = isolation({
  name: 'isolation-tenant',
  about: `a tenant that publishes at ${TOO_MUCH} times what the machine can send`,
  good: 3,
  aim: 1.5,
  moveIn: async (town, { lab, progress }) => {
    const { database, receivers } = town;
    const urls = Array.from({ length: CROWD }, (_, n) => `${receivers.busy.url}/hook/${n}`);
    await town.settle(TENANT, urls);
    progress('looking how much the machine can send');
    const before = await receivers.busy.count();
    const startedAt = now();
    const load = { deliveries: PROBED, state: 'pending', payloadBytes: KIBIBYTE } as const;
    const filled = await fill(database, { ...load, tenantId: TENANT });
    await until(async () => (await receivers.busy.count()) - before >= filled, {
      what: 'what was filled in is not sent',
      timeoutMs: 60_000,
      everyMs: 10,
      signal: lab.signal,
    });
    const sendRate = (filled * 1_000) / (now() - startedAt);
    const eventsPerSecond = (TOO_MUCH * sendRate) / CROWD;
    const publisher = await town.open({ worker: false });
    const stored: number[] = [];
    const sent: number[] = [];
    return {
      describe: () =>
        `it can send ${Math.round(sendRate)}/s; of the tenant's ${Math.round(median(stored) * CROWD)}/s were stored ` +
        `and ${Math.round(median(sent))}/s sent meanwhile`,
      begin: async (durationMs) => {
        const flooding = { tenantId: TENANT, eventsPerSecond, durationMs };
        const sentBefore = await receivers.busy.count();
        const disturbed = ending(
          town
            .disturb(flooding, publisher)
            .then((done) => stored.push((done.stored * 1_000) / durationMs)),
        );
        return async () => {
          sent.push((((await receivers.busy.count()) - sentBefore) * 1_000) / durationMs);
          await disturbed();
        };
      },
    } satisfies Neighbourhood;
  },
});

/** Whoever waits for the end hears of a failure, even when it came before that. */
function ending(work: Promise<unknown>): () => Promise<void> {
  work.catch(() => undefined);
  return async () => void (await work);
}

/** One endpoint never costs another: `--isolation`. */
export const ISOLATION: readonly Scenario[] = [broken, backlog, flood];
