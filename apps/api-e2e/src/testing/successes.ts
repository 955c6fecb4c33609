import { FOREIGN_CALLS, type Call } from './foreign-calls';
import { clerkCall, stripeCall } from './inbound-messages';
import { deletionOf } from './possessions';
import { CLERK_SECRET, STRIPE_SECRET } from './senders';
import type { World } from './world';

export const STRIPE = { secret: STRIPE_SECRET };
export const CLERK = { secret: CLERK_SECRET };
/** Messages that the host has no use for, and is done with. */
export const STRIPE_EVENT = { id: 'evt_1', object: 'event', type: 'none', data: { object: {} } };
export const CLERK_EVENT = { type: 'none', data: { id: 'user_1' } };

const event = deletionOf('0f0e0d0c-0b0a-4908-8706-050403020101');
type Make = (world: World) => Promise<Call> | Call;

const atNewEndpoint =
  (more: Call = {}): Make =>
  async (world) => ({ path: { id: await world.endpoint() }, ...more });

/**
 * The calls that succeed, by route and status where an operation has several, as far as those of
 * {@link FOREIGN_CALLS} with the owner's own ids do not.
 */
const SUCCESSES: Record<string, Make> = {
  'DELETE /api/webhooks/{id}': atNewEndpoint(),
  'POST /api/webhooks/{id}/regenerate-secret': atNewEndpoint({ body: { overlapMs: 0 } }),
  'POST /api/webhooks/{id}/test': atNewEndpoint(),
  'POST /api/webhooks/{id}/verify': atNewEndpoint({ body: { method: 'handshake' } }),
  'POST /api/webhooks/deliveries/{id}/retry': ({ owned }) => ({ path: { id: owned.held } }),
  'POST /api/webhooks/deliveries/{id}/skip': async (world) => ({
    path: { id: await world.halt() },
  }),
  'POST /api/webhooks/deliveries/{id}/cancel': ({ owned }) => ({ path: { id: owned.held } }),
  'POST /api/webhooks/replays 200': ({ owned }) => ({
    body: { endpointId: owned.endpoint, dryRun: true },
  }),
  'DELETE /api/webhooks/replays/{id}': async (world) => ({ path: { id: await world.replay() } }),
  'POST /api/webhooks/publish': () => ({ body: event }),
  'POST /api/webhooks/publish/batch': () => ({ body: { items: [event] } }),
  'GET /.well-known/hookline/jwks.json': async (world) => ({
    query: { endpoint: await world.endpoint({ signatureScheme: 'standard-asymmetric' }) },
  }),
  'DELETE /api/projects/{id}': async (world) => ({ path: { id: await world.project() } }),
  'POST /api/sessions/{id}/pause': async (world) => ({ path: { id: await world.session() } }),
  'POST /api/sessions/{id}/resume': async (world) => {
    const id = await world.session();
    await world.owner.post(`/api/sessions/${id}/pause`).expect(200);
    return { path: { id } };
  },
  'POST /api/sessions/{id}/end': async (world) => ({ path: { id: await world.session() } }),
  'POST /api/recordings/{id}/complete': async (world) => ({
    path: { id: await world.recording() },
    body: { url: 'https://example.com/a.mp4', duration: 1, fileSize: 1 },
  }),
  'POST /api/recordings/{id}/fail': async (world) => ({
    path: { id: await world.recording() },
    body: { error: 'no camera' },
  }),
  'POST /api/agents/{id}/disconnect': async (world) => ({ path: { id: await world.agent() } }),
  'DELETE /api/users/{id}': async (world) => ({ path: { id: await world.user() } }),
  'DELETE /api/documents/{documentId}': async (world) => ({
    path: { documentId: await world.document() },
  }),
  'POST /api/webhooks/stripe': () => stripeCall(STRIPE_EVENT, STRIPE),
  'POST /api/webhooks/clerk': () => clerkCall(CLERK_EVENT, CLERK),
  'GET /health/live': () => ({}),
  'GET /health/ready': () => ({}),
  'GET /health/deliveries': () => ({}),
};

/** A call that succeeds; `undefined` when nobody knows one. */
export async function successOf(
  route: string,
  status: number,
  world: World,
): Promise<Call | undefined> {
  const make = SUCCESSES[`${route} ${status}`] ?? SUCCESSES[route];
  return make ? make(world) : FOREIGN_CALLS[route]?.calls(world.owned)[0];
}
