import type { DeadLetterReason } from '@hookline/contracts';
import type { ApiClient, EndpointSettings } from './api-client';
import type { OpenDocument } from './document-client';
import type { Behaviour } from './protocol';

/** Something that happened in the domain, and has to be announced. */
export interface CausedEvent {
  type: string;
  /** Id of the project, session or document: `data.id` or `data.documentId` of the webhook. */
  subject: string;
}

/** An endpoint of the demo, and what it has to get. */
export interface Actor {
  name: string;
  settings: Omit<EndpointSettings, 'name' | 'url'>;
  behaviour: Behaviour;
  /** Which of all the events. */
  gets: (events: readonly CausedEvent[]) => readonly CausedEvent[];
  /** Statuses of the attempts that each of them takes; `null` for none. */
  statuses: (number | null)[];
  /** Why each becomes a dead letter, `null` when it is delivered. */
  deadLetterReason: DeadLetterReason | null;
}

const soon = { strategy: 'constant', delayMs: 250, jitter: 0 } as const;

/** Everything that happens to receivers in real life, one endpoint each. */
export const ACTORS: readonly Actor[] = [
  {
    name: 'healthy',
    settings: { events: [] },
    behaviour: { kind: 'answers', status: 204 },
    // Its documents would have to be left alone for a quarter of an hour.
    gets: (events) => events.filter(({ type }) => type !== 'document.idle'),
    statuses: [204],
    deadLetterReason: null,
  },
  {
    name: 'recovers',
    settings: { events: ['project.*'], retryPolicy: { ...soon, maxAttempts: 4 } },
    behaviour: { kind: 'recovers', failures: 2, failureStatus: 503, status: 200 },
    gets: (events) => events.filter(({ type }) => type.startsWith('project.')),
    statuses: [503, 503, 200],
    deadLetterReason: null,
  },
  {
    name: 'gone',
    settings: { events: ['project.created'] },
    behaviour: { kind: 'answers', status: 410 },
    // Its first answer switches it off.
    gets: (events) => events.filter(({ type }) => type === 'project.created').slice(0, 1),
    statuses: [410],
    deadLetterReason: 'gone',
  },
  {
    name: 'hangs',
    settings: {
      events: ['session.started'],
      timeoutMs: 3_000,
      retryPolicy: { ...soon, maxAttempts: 2 },
    },
    behaviour: { kind: 'hangs' },
    gets: (events) => events.filter(({ type }) => type === 'session.started'),
    statuses: [null, null],
    deadLetterReason: 'exhausted',
  },
  {
    name: 'documents',
    settings: { events: ['document.*'], metadata: { documents: { idleTimeout: 5_000 } } },
    behaviour: { kind: 'answers', status: 204 },
    gets: (events) => events.filter(({ type }) => type.startsWith('document.')),
    statuses: [204],
    deadLetterReason: null,
  },
];

/** What the story needs beside the API. */
export interface Stage {
  api: ApiClient;
  openDocument: (name: string) => Promise<OpenDocument>;
  /** Resolves when a document's event was delivered to the endpoint that waits for it. */
  untilHeard: (type: string) => Promise<void>;
  /** Told of each event right before the call that causes it. */
  onCause: (type: string, call: string) => void;
  /** Resolves when the endpoint that answers 410 is switched off. */
  untilGone: () => Promise<void>;
}

/** A document opened, changed, left alone, and deleted. */
async function playDocument(
  { api, onCause, openDocument, untilHeard }: Stage,
  events: CausedEvent[],
): Promise<void> {
  const subject = 'launch-plan';
  const caused = (type: string, how: string): void => {
    onCause(type, how);
    events.push({ type, subject });
  };
  caused('document.created', 'a WebSocket client opens it');
  const document = await openDocument(subject);
  await untilHeard('document.created');
  caused('document.updated', 'the client writes');
  await document.write('Go for launch');
  document.close();
  caused('document.idle', 'nobody writes any more');
  await untilHeard('document.idle');
  caused('document.archived', `DELETE /documents/${subject}`);
  await api.change('DELETE', `/documents/${subject}`);
}

/** Causes every event of the host's domains by its HTTP API or a WebSocket, and tells what has to be announced. */
export async function playStory(stage: Stage): Promise<CausedEvent[]> {
  const { api, onCause, untilGone } = stage;
  const events: CausedEvent[] = [];
  const cause = async (
    type: string,
    [method, path, body]: [string, string, object?],
    subject?: string,
  ): Promise<string> => {
    onCause(type, `${method} ${path.replace(/[0-9a-f-]{36}/, ':id')}`);
    const answer = await api.change(method, path, body);
    const id = subject ?? answer.id;
    events.push({ type, subject: id });
    return id;
  };
  const apollo = await cause('project.created', ['POST', '/projects', { name: 'Apollo' }]);
  await untilGone();
  const start = { projectId: apollo, title: 'Launch' };
  const session = await cause('session.started', ['POST', '/sessions', start]);
  const said = { content: 'Go for launch' };
  await cause('session.message', ['POST', `/sessions/${session}/messages`, said], session);
  await cause('session.paused', ['POST', `/sessions/${session}/pause`], session);
  await cause('session.resumed', ['POST', `/sessions/${session}/resume`], session);
  const renamed = { name: 'Apollo 11' };
  await cause('project.updated', ['PATCH', `/projects/${apollo}`, renamed], apollo);
  await cause('session.ended', ['POST', `/sessions/${session}/end`], session);
  const gemini = await cause('project.created', ['POST', '/projects', { name: 'Gemini' }]);
  await cause('project.deleted', ['DELETE', `/projects/${gemini}`], gemini);
  await playDocument(stage, events);
  return events;
}
