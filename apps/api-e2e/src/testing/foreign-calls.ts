import { randomUUID } from 'node:crypto';
import { deletionOf, type Possessions } from './possessions';

/** One request of an operation. */
export interface Call {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  /** A body that is not JSON, instead of `body`. */
  text?: string;
  headers?: Record<string, string>;
}

/** How an operation is tried with what belongs to somebody. */
export interface Trial {
  /** What an operation answers when nothing of this belongs to the caller. */
  status: number;
  calls: (of: Possessions) => Call[];
}

const answers = (status: number, calls: Trial['calls']): Trial => ({ status, calls });
const notFound = (calls: Trial['calls']): Trial => answers(404, calls);

const endpoint = (more: Call = {}): Trial =>
  notFound((of) => [{ path: { id: of.endpoint }, ...more }]);
const project = (more: Call = {}): Trial =>
  notFound((of) => [{ path: { id: of.project }, ...more }]);
const session = (more: Call = {}): Trial =>
  notFound((of) => [{ path: { id: of.session }, ...more }]);
const recording = (more: Call = {}): Trial =>
  notFound((of) => [{ path: { id: of.recording }, ...more }]);
const agent = (more: Call = {}): Trial => notFound((of) => [{ path: { id: of.agent }, ...more }]);
const user = (more: Call = {}): Trial => notFound((of) => [{ path: { id: of.user }, ...more }]);
const document = notFound((of) => [{ path: { documentId: of.document } }]);
const delivery = notFound((of) =>
  [of.delivery, of.held, of.deadLetter].map((id) => ({ path: { id } })),
);
const replay = notFound((of) => [{ path: { id: of.replay } }]);

const pageOf = (cursor: string): Call => ({ query: { cursor } });
/** Of lists of the host, whose cursors are a time in milliseconds and an id. */
const hostPage = (id: string): Call =>
  pageOf(Buffer.from(`4000000000000_${id}`).toString('base64url'));
const filters = (of: Possessions): Record<string, string>[] => [
  { eventId: of.event },
  { subject: of.subject },
  { tag: of.tag },
];
const deadLetters = answers(200, (of) => [
  ...[{ endpointId: of.endpoint }, ...filters(of)].map((filter) => ({ body: { filter } })),
  { body: { filter: {}, cursor: of.deadLetter } },
  { body: { ids: [of.deadLetter, of.held, of.delivery] } },
]);

const name = { name: 'taken over' };
const url = 'https://example.com/hook';
const event = deletionOf('0f0e0d0c-0b0a-4908-8706-050403020100');

/** How each operation is tried that asks for a token. Those about all tenants are refused to a tenant. */
export const FOREIGN_CALLS: Record<string, Trial> = {
  'GET /api/webhooks/events': answers(200, () => [{}]),
  'GET /api/webhooks/events/{type}': answers(200, () => [{ path: { type: event.type } }]),

  'GET /api/webhooks': answers(200, (of) => [{}, pageOf(of.endpoint)]),
  'POST /api/webhooks': answers(201, () => [{ body: { ...name, url, events: ['user.*'] } }]),
  'GET /api/webhooks/{id}': endpoint(),
  'PATCH /api/webhooks/{id}': endpoint({ body: name, headers: { 'if-match': '*' } }),
  'PUT /api/webhooks/{id}': endpoint({ body: { ...name, url }, headers: { 'if-match': '*' } }),
  'DELETE /api/webhooks/{id}': endpoint({ headers: { 'if-match': '*' } }),
  'POST /api/webhooks/{id}/pause': endpoint(),
  'POST /api/webhooks/{id}/resume': endpoint(),
  'POST /api/webhooks/{id}/regenerate-secret': endpoint({ body: { overlapMs: 0 } }),
  'POST /api/webhooks/{id}/test': endpoint(),
  'POST /api/webhooks/{id}/verify': endpoint({ body: { method: 'handshake' } }),
  'GET /api/webhooks/{id}/secrets': endpoint(),
  'DELETE /api/webhooks/{id}/secrets/{sid}': notFound((of) => [
    { path: { id: of.endpoint, sid: of.secret } },
  ]),
  'GET /api/webhooks/{id}/stats': endpoint(),
  'GET /api/webhooks/{id}/health': endpoint(),
  'GET /api/webhooks/{id}/lane': endpoint(),
  'POST /api/webhooks/{id}/lane/reset': endpoint(),
  'GET /api/webhooks/stats': answers(200, () => [{}, { query: { bucket: 'day' } }]),

  'GET /api/webhooks/{id}/deliveries': notFound((of) =>
    [{}, { cursor: of.delivery }, ...filters(of)].map((query) => ({
      path: { id: of.endpoint },
      query,
    })),
  ),
  'GET /api/webhooks/deliveries': answers(200, (of) => [
    pageOf(of.delivery),
    ...[{}, { endpointId: of.endpoint }, ...filters(of)].map((query) => ({ query })),
  ]),
  'GET /api/webhooks/deliveries/{id}': delivery,
  'GET /api/webhooks/deliveries/{id}/attempts': delivery,
  'POST /api/webhooks/deliveries/{id}/retry': delivery,
  'POST /api/webhooks/deliveries/{id}/cancel': delivery,
  'POST /api/webhooks/deliveries/{id}/skip': delivery,

  'GET /api/webhooks/dead-letters': answers(200, (of) => [
    pageOf(of.deadLetter),
    ...[{}, { endpointId: of.endpoint }, ...filters(of)].map((query) => ({ query })),
  ]),
  'POST /api/webhooks/dead-letters/retry': deadLetters,
  'POST /api/webhooks/dead-letters/purge': deadLetters,

  'POST /api/webhooks/replays': notFound((of) => [
    { body: { endpointId: of.endpoint } },
    { body: { endpointId: of.endpoint, dryRun: true } },
    { body: { endpointId: of.endpoint, missing: true } },
  ]),
  'GET /api/webhooks/replays': answers(200, (of) => [{}, pageOf(of.replay)]),
  'GET /api/webhooks/replays/{id}': replay,
  'DELETE /api/webhooks/replays/{id}': replay,

  'POST /api/webhooks/publish': answers(202, (of) => [
    {
      body: { ...event, subject: of.subject, orderingKey: of.orderingKey },
      headers: { 'idempotency-key': of.key },
    },
  ]),
  'POST /api/webhooks/publish/batch': answers(202, (of) => [
    {
      body: {
        items: [
          {
            ...event,
            subject: of.subject,
            idempotencyKey: `${of.key}-batch`,
            orderingKey: of.orderingKey,
          },
        ],
      },
    },
  ]),
  'GET /api/webhooks/published/{id}': notFound((of) => [{ path: { id: of.event } }]),
  'POST /api/webhooks/match': answers(200, () => [{ body: event }]),

  'GET /api/webhooks/queue/stats': answers(403, () => [{}]),
  'POST /api/webhooks/queue/pause': answers(403, () => [{}]),
  'POST /api/webhooks/queue/resume': answers(403, () => [{}]),
  'POST /api/webhooks/queue/retry-failed': answers(403, (of) => [
    { body: { cursor: of.deadLetter } },
  ]),

  'GET /api/webhooks/api-keys': answers(200, (of) => [{}, pageOf(of.apiKey)]),
  'POST /api/webhooks/api-keys': answers(201, () => [{ body: { ...name, scopes: ['admin'] } }]),
  'DELETE /api/webhooks/api-keys/{id}': notFound((of) => [{ path: { id: of.apiKey } }]),
  'GET /api/webhooks/audit': answers(200, (of) => [
    {},
    pageOf(of.auditEntry),
    { query: { resourceId: of.endpoint } },
    { query: { actorId: of.actor } },
  ]),
  'DELETE /api/webhooks/subjects/{id}': answers(200, (of) => [{ path: { id: of.subject } }]),

  'GET /api/documents': answers(200, (of) => [{}, hostPage(of.project)]),
  'GET /api/documents/{documentId}': document,
  'GET /api/documents/{documentId}/content': document,
  'DELETE /api/documents/{documentId}': document,

  'GET /api/projects': answers(200, (of) => [{}, hostPage(of.project)]),
  'POST /api/projects': answers(201, () => [{ body: name }]),
  'GET /api/projects/{id}': project(),
  'PATCH /api/projects/{id}': project({ body: name }),
  'DELETE /api/projects/{id}': project(),
  'GET /api/projects/{projectId}/sessions': answers(200, (of) => [
    { path: { projectId: of.project } },
    { path: { projectId: of.project }, ...hostPage(of.session) },
  ]),
  'POST /api/projects/{projectId}/sessions': notFound((of) => [
    { path: { projectId: of.project }, body: {} },
  ]),
  'GET /api/sessions': answers(200, (of) => [
    {},
    hostPage(of.session),
    { query: { projectId: of.project } },
  ]),
  'POST /api/sessions': notFound((of) => [{ body: { projectId: of.project } }]),
  'GET /api/sessions/{id}': session(),
  'POST /api/sessions/{id}/pause': session(),
  'POST /api/sessions/{id}/resume': session(),
  'POST /api/sessions/{id}/end': session(),
  'GET /api/sessions/{id}/messages': notFound((of) => [
    { path: { id: of.session } },
    { path: { id: of.session }, ...hostPage(of.session) },
  ]),
  'POST /api/sessions/{id}/messages': session({ body: { content: 'listening' } }),

  'GET /api/recordings': answers(200, (of) => [
    {},
    hostPage(of.recording),
    { query: { sessionId: of.session } },
  ]),
  'POST /api/recordings': notFound((of) => [{ body: { sessionId: of.session } }]),
  'GET /api/recordings/{id}': recording(),
  'POST /api/recordings/{id}/complete': recording({
    body: { url, duration: 1, fileSize: 1 },
  }),
  'POST /api/recordings/{id}/fail': recording({ body: { error: 'taken over' } }),

  'GET /api/agents': answers(200, (of) => [{}, hostPage(of.agent)]),
  'POST /api/agents': answers(201, () => [{ body: { ...name, platform: 'x', version: '1' } }]),
  'GET /api/agents/{id}': agent(),
  'POST /api/agents/{id}/heartbeat': agent({ body: { status: 'BUSY' } }),
  'POST /api/agents/{id}/disconnect': agent(),

  'GET /api/subscriptions': answers(200, (of) => [{}, hostPage(of.subscription)]),
  'GET /api/subscriptions/{id}': notFound((of) => [{ path: { id: of.subscription } }]),
  'GET /api/payments': answers(200, (of) => [{}, hostPage(of.payment)]),
  'GET /api/payments/{id}': notFound((of) => [{ path: { id: of.payment } }]),

  'GET /api/storage': answers(200, () => [{}]),
  'POST /api/storage/changes': answers(200, () => [{ body: { bytes: 0 } }]),
  'PUT /api/storage/limit': answers(200, () => [{ body: { limit: 1 } }]),

  'GET /api/users': answers(200, (of) => [{}, hostPage(of.user)]),
  'POST /api/users': answers(201, () => [{ body: { email: `${randomUUID()}@rival.example` } }]),
  'GET /api/users/{id}': user(),
  'PATCH /api/users/{id}': user({ body: { name: 'taken over' } }),
  'DELETE /api/users/{id}': user(),
};
