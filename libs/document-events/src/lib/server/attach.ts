import type { DocumentEmitter, DocumentListener, DocumentServer } from './document-server';

/** Where the events of a server go. What they carry is anybody's: nothing is believed of it. */
export interface ServerSink {
  load(notice: unknown): void;
  message(notice: unknown): void;
  delete(notice: unknown): void;
  rateLimitExceeded(notice: unknown): void;
}

/** Listeners that were added to one emitter, to be taken off again. */
class Listening {
  private readonly added: (readonly [event: string, listener: DocumentListener])[] = [];

  constructor(private readonly emitter: DocumentEmitter) {}

  to(event: string, hear: (notice: unknown) => void): this {
    const listener: DocumentListener = hear;
    this.emitter.on(event, listener);
    this.added.push([event, listener]);
    return this;
  }

  end(): void {
    for (const [event, listener] of this.added.splice(0)) this.emitter.off(event, listener);
  }
}

/**
 * Listens to a server and to every session that it opens.
 * @returns takes off every listener, those on sessions too
 */
export function attach(server: DocumentServer, sink: ServerSink): () => void {
  const sessions = new Map<DocumentEmitter, Listening>();
  const close = (session: unknown): void => {
    sessions.get(session as DocumentEmitter)?.end();
    sessions.delete(session as DocumentEmitter);
  };
  const open = (notice: unknown): void => {
    const session = sessionOf(notice);
    // A server may be its own session; it is heard already.
    if (session === undefined || sessions.has(session) || session === server) return;
    const about = detailsOf(notice);
    const listening = new Listening(session)
      .to('document-message', (message) => sink.message(withDefaults(message, about)))
      .to('rate-limit-exceeded', (limit) => sink.rateLimitExceeded(withDefaults(limit, about)))
      .to('session-close', () => close(session));
    sessions.set(session, listening);
  };
  const listening = new Listening(server)
    .to('document-load', (notice) => sink.load(notice))
    .to('document-message', (notice) => sink.message(notice))
    .to('document-delete', (notice) => sink.delete(notice))
    .to('rate-limit-exceeded', (notice) => sink.rateLimitExceeded(notice))
    .to('session-open', open)
    .to('session-close', (notice) => close(sessionOf(notice)));
  return () => {
    listening.end();
    for (const session of [...sessions.keys()]) close(session);
  };
}

function sessionOf(notice: unknown): DocumentEmitter | undefined {
  if (!isObject(notice)) return undefined;
  const session: unknown = Reflect.get(notice, 'session');
  const emits =
    isObject(session) &&
    typeof Reflect.get(session, 'on') === 'function' &&
    typeof Reflect.get(session, 'off') === 'function';
  return emits ? (session as DocumentEmitter) : undefined;
}

const DETAILS = [
  'documentId',
  'namespacedDocumentId',
  'sessionId',
  'clientId',
  'encrypted',
  'context',
] as const;

/** What `session-open` says holds for all messages of the session. */
function detailsOf(notice: unknown): object {
  if (!isObject(notice)) return {};
  const known = DETAILS.filter((name) => Reflect.get(notice, name) !== undefined);
  return Object.fromEntries(known.map((name) => [name, Reflect.get(notice, name) as unknown]));
}

function withDefaults(notice: unknown, defaults: object): unknown {
  return { ...defaults, ...detailsAndMore(notice) };
}

/** A message's own fields; those that are not set do not hide the session's. */
function detailsAndMore(notice: unknown): object {
  if (!isObject(notice)) return {};
  const entries = Object.entries(notice).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
