import type { DocumentKey, DocumentOrigin } from '../server/read-notice';

/** Messages that are summed up. Times are ms since 1970. */
export interface MessageCounts {
  messages: number;
  /** Distinct, at most {@link MAX_CLIENTS}. */
  clients: string[];
  firstAt: number;
  lastAt: number;
}

/** Most clients that an event lists. */
export const MAX_CLIENTS = 100;

/** What is stored of a document. Times are ms since 1970. */
export interface DocumentState {
  documentId: string;
  /** When it was deleted; `null` while it lives. */
  archivedAt: number | null;
  lastActivityAt: number;
  /** From when idleness counts: the last activity, but never so old that a sweep could have passed it. */
  idleFrom: number;
  /** When the window ends that the last `document.updated` opened. */
  windowEndsAt: number | null;
  /** Messages of other processes' windows that wait for the end of this one. */
  pending: MessageCounts | null;
  /** Who did the latest. */
  origin: DocumentOrigin;
}

/** What happened to a document. `due`: the window has ended. */
export type DocumentChange =
  | { kind: 'load'; at: number; origin: DocumentOrigin }
  | { kind: 'messages'; counts: MessageCounts; origin: DocumentOrigin }
  | { kind: 'delete'; at: number; origin: DocumentOrigin }
  | { kind: 'due' };

/** An event that follows from a change. */
export type DocumentOutcome =
  | { kind: 'created' | 'archived'; at: number; origin: DocumentOrigin }
  | { kind: 'updated'; at: number; origin: DocumentOrigin; counts: MessageCounts };

/** What a change is judged by. */
export interface ChangeContext {
  documentId: string;
  now: number;
  updateWindowMs: number;
}

/** The state after a change, and what is to be told. */
export interface Advance {
  state: DocumentState | undefined;
  outcomes: DocumentOutcome[];
}

/**
 * The life of a document. Pure: the same state and change always lead to the same, so that whoever holds
 * the row may do it. The state that came in is answered again when nothing has changed.
 */
export function advance(
  state: DocumentState | undefined,
  change: DocumentChange,
  context: ChangeContext,
): Advance {
  switch (change.kind) {
    case 'load':
      return load(state, change, context);
    case 'messages':
      return messages(state, change, context);
    case 'delete':
      return archive(state, change, context);
    case 'due':
      return state === undefined ? nothing(state) : closeWindow(state, context);
  }
}

function load(
  state: DocumentState | undefined,
  { at, origin }: { at: number; origin: DocumentOrigin },
  { documentId, now }: ChangeContext,
): Advance {
  const archivedAt = state?.archivedAt ?? null;
  // One that was late, and happened before the deletion, opens nothing.
  if (state !== undefined && (archivedAt === null || at < archivedAt)) return nothing(state);
  const born: DocumentState = {
    documentId,
    archivedAt: null,
    lastActivityAt: at,
    idleFrom: now,
    windowEndsAt: null,
    pending: null,
    origin,
  };
  return { state: born, outcomes: [{ kind: 'created', at, origin }] };
}

function messages(
  state: DocumentState | undefined,
  { counts, origin }: { counts: MessageCounts; origin: DocumentOrigin },
  context: ChangeContext,
): Advance {
  if (state === undefined) {
    // A server that was attached to while it ran: nobody told of the load.
    const opened = load(state, { at: counts.firstAt, origin }, context);
    const changed = messages(opened.state, { counts, origin }, context);
    return { state: changed.state, outcomes: [...opened.outcomes, ...changed.outcomes] };
  }
  // Only opening it brings a deleted document back.
  if (state.archivedAt !== null) return nothing(state);
  const { now, updateWindowMs } = context;
  const heard: DocumentState = {
    ...state,
    lastActivityAt: Math.max(state.lastActivityAt, counts.lastAt),
    idleFrom: Math.max(state.idleFrom, counts.lastAt, now - updateWindowMs),
    pending: state.pending === null ? counts : sumOf(state.pending, counts),
    origin,
  };
  return closeWindow(heard, context);
}

function archive(
  state: DocumentState | undefined,
  { at, origin }: { at: number; origin: DocumentOrigin },
  { documentId, now }: ChangeContext,
): Advance {
  if (state !== undefined && state.archivedAt !== null) return nothing(state);
  const last: DocumentOutcome[] =
    state?.pending == null
      ? []
      : [{ kind: 'updated', at: now, origin: state.origin, counts: state.pending }];
  return {
    state: {
      documentId,
      archivedAt: at,
      lastActivityAt: state?.lastActivityAt ?? at,
      idleFrom: state?.idleFrom ?? now,
      windowEndsAt: null,
      pending: null,
      origin,
    },
    outcomes: [...last, { kind: 'archived', at, origin }],
  };
}

/** Tells of what waits, if the window has ended, and opens the next. */
function closeWindow(state: DocumentState, { now, updateWindowMs }: ChangeContext): Advance {
  const { pending, windowEndsAt, origin } = state;
  const left = windowEndsAt === null ? 0 : windowEndsAt - now;
  // The end of a window that was opened when windows were longer is not waited for.
  if (pending === null || (left > 0 && left <= updateWindowMs)) return { state, outcomes: [] };
  return {
    state: { ...state, pending: null, windowEndsAt: now + updateWindowMs },
    outcomes: [{ kind: 'updated', at: now, origin, counts: pending }],
  };
}

/** Both together. */
export function sumOf(a: MessageCounts, b: MessageCounts): MessageCounts {
  return {
    messages: a.messages + b.messages,
    clients: unite(a.clients, b.clients),
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}

function unite(a: string[], b: string[]): string[] {
  if (a.length >= MAX_CLIENTS || b.every((client) => a.includes(client))) return a;
  return [...new Set([...a, ...b])].slice(0, MAX_CLIENTS);
}

function nothing(state: DocumentState | undefined): Advance {
  return { state, outcomes: [] };
}

/** One text for each document, for maps. */
export function keyText({ tenantId, namespacedDocumentId }: DocumentKey): string {
  return `${tenantId}\0${namespacedDocumentId}`;
}
