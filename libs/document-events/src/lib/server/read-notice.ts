import type { DocumentEventsConfig } from '../document-events.config';
import type { LimitedScope } from '../events/document-rate-limit-exceeded.event';
import type { DocumentNotice } from './document-server';

/** Which document, and whose. */
export interface DocumentKey {
  tenantId: string;
  namespacedDocumentId: string;
}

/** What is known of who did something, and may go out. */
export interface DocumentOrigin {
  sessionId?: string;
  clientId?: string;
  encrypted?: boolean;
  context?: Record<string, unknown>;
}

/** A notice that was looked at: it can be stored and sent. */
export interface ReadNotice {
  key: DocumentKey;
  documentId: string;
  origin: DocumentOrigin;
}

/** A limiter's notice that was looked at. */
export interface ReadRateLimit extends ReadNotice {
  scopes: readonly LimitedScope[];
  limit: number;
  windowMs: number;
  count: number;
}

/** Longest id of a document, a session or a client; as long as the history's labels may be. */
const MAX_ID_LENGTH = 255;
/** Most of the context that goes out, in bytes of JSON. */
const MAX_CONTEXT_BYTES = 4_096;
const MAX_WINDOW_MS = 24 * 3_600_000;
const MAX_COUNT = 1_000_000_000;
/** NUL and lone surrogates: what Postgres can't hold. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** The same in JSON, where they are escaped. */
const UNSTORABLE_JSON = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

/** The tenant where there is only one. */
export const SINGLE_TENANT_ID = 'default';

/** Injection token of the {@link NoticeReader}. */
export const NOTICE_READER = Symbol('hookline:notice-reader');

/** Reads notices by the rules of the configuration. `undefined`: nothing that could be stored. */
export class NoticeReader {
  constructor(
    private readonly config: Pick<DocumentEventsConfig, 'tenant' | 'context'>,
    private readonly singleTenant: boolean,
  ) {}

  read(notice: unknown): ReadNotice | undefined {
    if (!isObject(notice)) return undefined;
    const documentId = idOf(notice, 'documentId');
    if (documentId === undefined) return undefined;
    const given: unknown = Reflect.get(notice, 'namespacedDocumentId');
    const namespacedDocumentId =
      given === undefined ? documentId : idOf(notice, 'namespacedDocumentId');
    const tenantId = this.tenantOf(notice as DocumentNotice);
    if (namespacedDocumentId === undefined || tenantId === undefined) return undefined;
    return {
      key: { tenantId, namespacedDocumentId },
      documentId,
      origin: this.originOf(notice),
    };
  }

  readRateLimit(notice: unknown): ReadRateLimit | undefined {
    const read = this.read(notice);
    if (read === undefined) return undefined;
    const { limit, window, scope = 'both', count = 1 } = notice as Record<string, unknown>;
    if (!isCount(limit, 0) || !isCount(window, 1) || !isCount(count, 1)) return undefined;
    const scopes = SCOPES[scope as keyof typeof SCOPES] as readonly LimitedScope[] | undefined;
    const known = scopes?.filter((one) => one !== 'client' || read.origin.clientId !== undefined);
    if (known === undefined || known.length === 0) return undefined;
    return { ...read, scopes: known, limit, windowMs: Math.min(window, MAX_WINDOW_MS), count };
  }

  private tenantOf(notice: DocumentNotice): string | undefined {
    const tenantId = (this.config.tenant ?? contextTenant)(notice);
    if (isId(tenantId)) return tenantId;
    return this.singleTenant && tenantId === undefined ? SINGLE_TENANT_ID : undefined;
  }

  private originOf(notice: object): DocumentOrigin {
    const sessionId = idOf(notice, 'sessionId');
    const clientId = idOf(notice, 'clientId');
    const encrypted: unknown = Reflect.get(notice, 'encrypted');
    const context = this.contextOf(notice);
    return {
      ...(sessionId !== undefined && { sessionId }),
      ...(clientId !== undefined && { clientId }),
      ...(typeof encrypted === 'boolean' && { encrypted }),
      ...(context !== undefined && { context }),
    };
  }

  /** As JSON says it, so that what is stored is what is sent. */
  private contextOf(notice: object): Record<string, unknown> | undefined {
    const shown = this.config.context(Reflect.get(notice, 'context'));
    if (shown === undefined) return undefined;
    try {
      const text = JSON.stringify(shown);
      if (Buffer.byteLength(text) > MAX_CONTEXT_BYTES || UNSTORABLE_JSON.test(text)) {
        return undefined;
      }
      const context: unknown = JSON.parse(text);
      return isObject(context) ? (context as Record<string, unknown>) : undefined;
    } catch {
      return undefined;
    }
  }
}

const SCOPES = {
  document: ['document'],
  client: ['client'],
  both: ['document', 'client'],
} as const;

function contextTenant({ context }: DocumentNotice): string | undefined {
  if (!isObject(context)) return undefined;
  const tenantId: unknown = Reflect.get(context, 'tenantId');
  return typeof tenantId === 'string' ? tenantId : undefined;
}

function idOf(notice: object, field: keyof DocumentNotice): string | undefined {
  const value: unknown = Reflect.get(notice, field);
  return isId(value) ? value : undefined;
}

function isId(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= MAX_ID_LENGTH &&
    !UNSTORABLE.test(value)
  );
}

function isCount(value: unknown, least: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= MAX_COUNT;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
