import type { ProblemCode } from '@hookline/webhooks';
import { FOREIGN_CALLS, type Call } from './foreign-calls';
import { callerOf } from './host';
import { clerkCall, stripeCall } from './inbound-messages';
import type { Operation } from './openapi';
import { CLERK, CLERK_EVENT, STRIPE, STRIPE_EVENT } from './successes';
import { token } from './token';
import type { World } from './world';

/** A call that is refused, and who makes it: the owner unless it says, `null` for nobody. */
export interface Refusal {
  call: Call;
  bearer?: string | null;
}

/** What a refusal is made of. */
interface Matter {
  operation: Operation;
  /** A call that succeeds. */
  good: Call;
  world: World;
}
type Make = (matter: Matter) => Promise<Refusal> | Refusal;

const WRONG_SECRET = { secret: `whsec_${Buffer.alloc(24, 'x').toString('base64')}` };
const OTHER_TYPE = { 'content-type': 'text/plain' };
/** The parser that the host takes refuses it; bodies of other types the host's own checks refuse. */
const OTHER_ENCODING = { 'content-type': 'application/json', 'content-encoding': 'rot13' };

const withBody = ({ good }: Matter, more: object): Refusal => ({
  call: { ...good, body: { ...good.body, ...more } },
});
const atEndedRecording: Make = async ({ good, world }) => ({
  call: { ...good, path: { id: await world.endedRecording() } },
});
/** Clerk decides about this one. */
const atClerkUser: Make = async ({ good, world }) => ({
  call: { ...good, path: { id: await world.clerkUser() } },
});
const atEnded: Make = async ({ good, world }) => ({
  call: { ...good, path: { id: await world.endedSession() } },
});

/** How a code is caused wherever it is documented. */
const GENERAL: Partial<Record<ProblemCode, Make>> = {
  HOOKLINE_UNAUTHORIZED: ({ good }) => ({ call: good, bearer: null }),
  HOOKLINE_TENANT_MISSING: ({ good }) => ({ call: good, bearer: token({ tenant: '\ud800' }) }),
  HOOKLINE_FORBIDDEN: ({ good }) => ({ call: good, bearer: token({ scope: '' }) }),
  HOOKLINE_NOT_FOUND: ({ operation, world }) => ({
    call: FOREIGN_CALLS[operation.route]?.calls(world.strange)[0] ?? {},
  }),
  HOOKLINE_ID_INVALID: (matter) => {
    const { operation, good } = matter;
    const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
    if (inPath.length === 0) return { call: { ...good, query: { cursor: 'nonsense' } } };
    return { call: { ...good, path: { ...good.path, [inPath[0]?.name ?? '']: 'nonsense' } } };
  },
  HOOKLINE_VALIDATION_FAILED: (matter) => {
    const { operation, good } = matter;
    if (operation.body !== undefined) return withBody(matter, { planted: 1 });
    const isInPath = operation.path.startsWith('/api/') && operation.path.includes('{');
    if (!operation.path.startsWith('/api/webhooks') && isInPath) {
      // Neither a uuid nor a text that can be kept.
      const path = Object.keys(good.path ?? {}).map((name) => [name, 'a\0b']);
      return { call: { ...good, path: Object.fromEntries(path) as Record<string, string> } };
    }
    return { call: { ...good, query: { planted: '1' } } };
  },
  HOOKLINE_PAYLOAD_TOO_LARGE: (matter) => withBody(matter, { name: 'x'.repeat(1_100_000) }),
  HTTP_415: ({ operation, good }) => {
    const isManaged = operation.secured && operation.path.startsWith('/api/webhooks');
    const type = isManaged ? OTHER_TYPE : OTHER_ENCODING;
    return { call: { ...good, body: good.body ?? {}, headers: { ...good.headers, ...type } } };
  },
  HOOKLINE_URL_BLOCKED: (matter) => withBody(matter, { url: 'http://10.0.0.1/' }),
  HOOKLINE_SECRET_INVALID: (matter) => withBody(matter, { secret: 'short' }),
  HOOKLINE_PRECONDITION_FAILED: ({ good }) => ({
    call: { ...good, headers: { 'if-match': '"999"' } },
  }),
  HOOKLINE_EVENT_UNKNOWN: (matter) => withBody(matter, { type: 'no.such' }),
  HOOKLINE_EVENT_INVALID: (matter) => withBody(matter, { data: {} }),
};

/** How a code is caused at one operation only, by route and code. */
const SPECIAL: Record<string, Make> = {
  'POST /api/webhooks HOOKLINE_ENDPOINT_LIMIT': async ({ good, world }) => {
    const parts = { tenant: 'full' };
    const full = callerOf(world.app, parts);
    for (let count = 0; count < 50; count += 1) await world.endpoint({}, full);
    return { call: good, bearer: token(parts) };
  },
  'POST /api/webhooks/{id}/regenerate-secret HOOKLINE_SECRET_LIMIT': async ({ world }) => {
    const id = await world.endpoint();
    const path = `/api/webhooks/${id}/regenerate-secret`;
    for (let count = 0; count < 4; count += 1) await world.owner.post(path).expect(200);
    return { call: { path: { id } } };
  },
  'POST /api/webhooks/{id}/test HOOKLINE_ENDPOINT_UNVERIFIED': async ({ world }) => {
    const name = 'not verified';
    const id = await world.endpoint({ name });
    await world.query(`UPDATE hookline.endpoint SET verification = 'pending' WHERE name = $1`, [
      name,
    ]);
    return { call: { path: { id } } };
  },
  'POST /api/webhooks/{id}/verify HOOKLINE_VERIFICATION_TOO_SOON': async ({ good, world }) => {
    const id = await world.endpoint();
    await world.owner.post(`/api/webhooks/${id}/verify`, { method: 'handshake' }).expect(200);
    return { call: { ...good, path: { id } } };
  },
  'DELETE /api/webhooks/{id}/secrets/{sid} HOOKLINE_CONFLICT': async ({ world }) => {
    const id = world.owned.endpoint;
    return { call: { path: { id, sid: await world.newestSecret(id) } } };
  },
  'GET /api/webhooks/events/{type} HOOKLINE_NOT_FOUND': () => ({
    call: { path: { type: 'no.such' } },
  }),
  'POST /api/webhooks/deliveries/{id}/retry HOOKLINE_CONFLICT': async ({ world }) => {
    const { owned, owner } = world;
    await owner.delete(`/api/webhooks/subjects/${encodeURIComponent(owned.subject)}`).expect(200);
    return { call: { path: { id: owned.delivery } } };
  },
  'POST /api/webhooks/deliveries/{id}/cancel HOOKLINE_CONFLICT': ({ world }) => ({
    call: { path: { id: world.owned.delivery } },
  }),
  'POST /api/webhooks/deliveries/{id}/skip HOOKLINE_CONFLICT': ({ world }) => ({
    call: { path: { id: world.owned.delivery } },
  }),
  'POST /api/webhooks/dead-letters/retry HOOKLINE_ID_INVALID': () => ({
    call: { body: { ids: ['nonsense'] } },
  }),
  'POST /api/webhooks/dead-letters/purge HOOKLINE_ID_INVALID': () => ({
    call: { body: { ids: ['nonsense'] } },
  }),
  'POST /api/webhooks/queue/retry-failed HOOKLINE_ID_INVALID': () => ({
    call: { body: { cursor: 'nonsense' } },
  }),
  'POST /api/webhooks/replays HOOKLINE_ID_INVALID': () => ({
    call: { body: { endpointId: 'nonsense' } },
  }),
  'POST /api/webhooks/replays HOOKLINE_CONFLICT': async ({ world }) => {
    const parts = { tenant: 'busy' };
    const busy = callerOf(world.app, parts);
    for (let count = 0; count < 10; count += 1) await world.replay(busy);
    return { call: { body: {} }, bearer: token(parts) };
  },
  'DELETE /api/webhooks/replays/{id} HOOKLINE_CONFLICT': ({ world }) => ({
    call: { path: { id: world.owned.replay } },
  }),
  'POST /api/webhooks/publish HOOKLINE_IDEMPOTENCY_CONFLICT': ({ good, world }) => ({
    call: { ...good, headers: { 'idempotency-key': world.owned.key } },
  }),
  'DELETE /api/webhooks/subjects/{id} HOOKLINE_VALIDATION_FAILED': () => ({
    call: { path: { id: 'a\0b' } },
  }),
  'GET /.well-known/hookline/jwks.json HOOKLINE_ID_INVALID': () => ({
    call: { query: { endpoint: 'nonsense' } },
  }),
  'GET /.well-known/hookline/jwks.json HOOKLINE_NOT_FOUND': ({ world }) => ({
    call: { query: { endpoint: world.strange.endpoint } },
  }),
  'DELETE /api/projects/{id} HOOKLINE_CONFLICT': async ({ world }) => {
    const id = await world.project();
    await world.session(id);
    return { call: { path: { id } } };
  },
  'POST /api/sessions/{id}/pause HOOKLINE_CONFLICT': atEnded,
  'POST /api/sessions/{id}/resume HOOKLINE_CONFLICT': atEnded,
  'POST /api/sessions/{id}/end HOOKLINE_CONFLICT': atEnded,
  'POST /api/sessions/{id}/messages HOOKLINE_CONFLICT': atEnded,
  'POST /api/recordings HOOKLINE_CONFLICT': async ({ world }) => ({
    call: { body: { sessionId: await world.endedSession() } },
  }),
  'POST /api/recordings/{id}/complete HOOKLINE_CONFLICT': atEndedRecording,
  'POST /api/recordings/{id}/fail HOOKLINE_CONFLICT': atEndedRecording,
  'POST /api/agents/{id}/disconnect HOOKLINE_CONFLICT': async ({ world }) => {
    const id = await world.agent();
    await world.owner.post(`/api/agents/${id}/disconnect`).expect(200);
    return { call: { path: { id } } };
  },
  'POST /api/storage/changes HOOKLINE_CONFLICT': () => ({ call: { body: { bytes: -(2 ** 50) } } }),
  'POST /api/users HOOKLINE_CONFLICT': async ({ world }) => {
    const body = { email: 'taken@acme.example' };
    await world.owner.post('/api/users', body).expect(201);
    return { call: { body } };
  },
  'PATCH /api/users/{id} HOOKLINE_CONFLICT': atClerkUser,
  'DELETE /api/users/{id} HOOKLINE_CONFLICT': atClerkUser,
  'POST /api/webhooks/stripe HOOKLINE_VALIDATION_FAILED': notJson,
  'POST /api/webhooks/clerk HOOKLINE_VALIDATION_FAILED': notJson,
  'POST /api/webhooks/stripe HOOKLINE_INBOUND_SIGNATURE': () => ({
    call: stripeCall(STRIPE_EVENT, WRONG_SECRET),
  }),
  'POST /api/webhooks/clerk HOOKLINE_INBOUND_SIGNATURE': () => ({
    call: clerkCall(CLERK_EVENT, WRONG_SECRET),
  }),
  'POST /api/webhooks/stripe HOOKLINE_INBOUND_STALE': () => ({
    call: stripeCall(STRIPE_EVENT, { ...STRIPE, ageSeconds: 3_600 }),
  }),
  'POST /api/webhooks/clerk HOOKLINE_INBOUND_STALE': () => ({
    call: clerkCall(CLERK_EVENT, { ...CLERK, ageSeconds: 3_600 }),
  }),
  'POST /api/webhooks/stripe HOOKLINE_INBOUND_MALFORMED': () => ({
    call: stripeCall({ ...STRIPE_EVENT, data: 5 }, STRIPE),
  }),
  'POST /api/webhooks/clerk HOOKLINE_INBOUND_MALFORMED': () => ({
    call: clerkCall({ ...CLERK_EVENT, data: 5 }, CLERK),
  }),
};

function notJson({ good }: Matter): Refusal {
  return { call: { ...good, text: '{"half":' } };
}

/** A call that is answered with a code; `undefined` when nobody knows one. */
export async function refusalOf(code: string, matter: Matter): Promise<Refusal | undefined> {
  const make = SPECIAL[`${matter.operation.route} ${code}`] ?? GENERAL[code as ProblemCode];
  return make?.(matter);
}
