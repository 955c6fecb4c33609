import type { CreatedEndpoint, Delivery, DeliveryStatus } from '@hookline/contracts';
import type { ApiClient } from './api-client';
import type { OpenDocument } from './document-client';
import type { Arrival } from './protocol';
import type { Receiver } from './receiver-process';
import { ACTORS, playStory, type Actor, type CausedEvent } from './scenario';
import type { Timeline } from './timeline';
import { until } from './until';
import type { Expectation, Outcome } from './verdict';

const GONE_TIMEOUT_MS = 60_000;
const FINAL_TIMEOUT_MS = 60_000;
const FINAL: readonly DeliveryStatus[] = ['delivered', 'dead_letter', 'cancelled'];

/** What a play is played with. */
export interface Troupe {
  api: ApiClient;
  receiver: Receiver;
  timeline: Timeline;
  openDocument: (name: string) => Promise<OpenDocument>;
  signal: AbortSignal;
}

/** An actor with its endpoint. */
interface Cast {
  actor: Actor;
  endpoint: CreatedEndpoint;
}

/** What was expected, and what the API tells. What the receiver got is added at the very end. */
export type Performance = Expectation & Omit<Outcome, 'arrivals'>;

/** Creates the endpoints, causes the events, and waits until every delivery has come to its end. */
export async function play(troupe: Troupe): Promise<Performance[]> {
  const { api, timeline, openDocument } = troupe;
  const casts = await Promise.all(ACTORS.map((actor) => enlist(actor, troupe)));
  const events = await playStory({
    api,
    onCause: (type, call) => timeline.caused(type, call),
    untilGone: () => untilGone(casts, troupe),
    untilHeard: (type) => untilHeard(type, casts, troupe),
    openDocument,
  });
  return Promise.all(casts.map((cast) => finish(cast, events, troupe)));
}

/** Only what belongs to one endpoint. */
export function arrivalsAt(endpoint: string, arrivals: readonly Arrival[]): Arrival[] {
  return arrivals.filter((arrival) => arrival.endpoint === endpoint);
}

async function enlist(actor: Actor, { api, receiver }: Troupe): Promise<Cast> {
  const { name, settings, behaviour } = actor;
  const endpoint = await api.createEndpoint({ name, url: receiver.urlOf(name), ...settings });
  await receiver.serve({ endpoint: name, secret: endpoint.secret, behaviour });
  return { actor, endpoint };
}

async function untilGone(casts: readonly Cast[], { api, timeline, signal }: Troupe): Promise<void> {
  const gone = casts.find(({ actor }) => actor.name === 'gone');
  if (gone === undefined) throw new Error('Nobody answers 410.');
  const { id } = gone.endpoint;
  const isOff = async (): Promise<boolean> => !(await api.readEndpoint(id)).active;
  const off = await until(isOff, GONE_TIMEOUT_MS, signal);
  timeline.note(off ? 'the endpoint "gone" is switched off' : 'the endpoint "gone" is still on');
}

/** Too late is no error here: the verdict tells what is missing. */
async function untilHeard(
  type: string,
  casts: readonly Cast[],
  { api, signal }: Troupe,
): Promise<void> {
  const listener = casts.find(({ actor }) => actor.name === 'documents');
  if (listener === undefined) throw new Error('Nobody hears of documents.');
  const heard = async (): Promise<boolean> => {
    const deliveries = await api.listDeliveries(listener.endpoint.id);
    return deliveries.some(({ eventType, status }) => eventType === type && status === 'delivered');
  };
  await until(heard, FINAL_TIMEOUT_MS, signal);
}

async function finish(
  { actor, endpoint }: Cast,
  events: readonly CausedEvent[],
  { api, signal }: Troupe,
): Promise<Performance> {
  const { name, statuses, deadLetterReason } = actor;
  const expected = actor.gets(events);
  let deliveries: Delivery[] = [];
  const isFinal = async (): Promise<boolean> => {
    deliveries = await api.listDeliveries(endpoint.id);
    const open = deliveries.some(({ status }) => !FINAL.includes(status));
    return !open && deliveries.length >= expected.length;
  };
  // Too late is no error here: the verdict tells what is missing.
  await until(isFinal, FINAL_TIMEOUT_MS, signal);
  return {
    endpoint: name,
    events: expected,
    statuses,
    deadLetterReason,
    deliveries: await Promise.all(deliveries.map(({ id }) => api.readDelivery(id))),
  };
}
