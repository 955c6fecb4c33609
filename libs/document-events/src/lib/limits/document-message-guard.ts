import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { DocumentNotice, RateLimitNotice } from '../server/document-server';
import { MessageRefusedError } from './message-refused.error';

/** Messages that are allowed in a window. */
export interface MessageLimit {
  /** 1 or more. */
  limit: number;
  /** Length of the window, in ms. */
  windowMs: number;
}

/** Options of a {@link DocumentMessageGuard}. */
export interface DocumentMessageGuardOptions {
  /** For all clients of a document together. A limiter of `rate-limiter-flexible` may be shared by processes. @default no limit */
  document?: MessageLimit | RateLimiterAbstract;
  /** For one client, on all its documents. @default no limit */
  client?: MessageLimit | RateLimiterAbstract;
  /** Hears of each message that was refused, e.g. `RateLimitTracker.onRateLimitExceeded`. */
  onRateLimitExceeded: (notice: RateLimitNotice) => void;
}

/**
 * Limits the messages of a WebSocket server, before they reach the documents. Limits that are given as
 * numbers hold for this process.
 * @example
 * const guard = new DocumentMessageGuard({
 *   client: { limit: 100, windowMs: 1_000 },
 *   onRateLimitExceeded: tracker.onRateLimitExceeded,
 * });
 * await guard.check(notice); // throws MessageRefusedError
 */
export class DocumentMessageGuard {
  private readonly document: RateLimiterAbstract | undefined;
  private readonly client: RateLimiterAbstract | undefined;
  private readonly tell: (notice: RateLimitNotice) => void;

  constructor({ document, client, onRateLimitExceeded }: DocumentMessageGuardOptions) {
    this.document = limiterOf(document, 'document');
    this.client = limiterOf(client, 'client');
    this.tell = onRateLimitExceeded;
  }

  /**
   * Counts a message. When a shared limiter can't answer, the message passes: a limit is no reason to
   * stand still.
   * @throws MessageRefusedError for one over a limit
   */
  async check(notice: DocumentNotice): Promise<void> {
    const id = notice.namespacedDocumentId ?? notice.documentId;
    // Both count, so that a client that is refused is still counted for the document.
    const [document, client] = await Promise.all([
      consume(this.document, id),
      notice.clientId === undefined ? undefined : consume(this.client, notice.clientId),
    ]);
    const exceeded = [
      ...(document === undefined ? [] : [{ scope: 'document' as const, ...document }]),
      ...(client === undefined ? [] : [{ scope: 'client' as const, ...client }]),
    ];
    for (const limit of exceeded) this.tell({ ...notice, ...limit });
    const [first] = exceeded;
    if (first !== undefined) throw new MessageRefusedError(first.limit, first.window);
  }
}

function limiterOf(
  limit: MessageLimit | RateLimiterAbstract | undefined,
  keyPrefix: string,
): RateLimiterAbstract | undefined {
  if (limit === undefined || !('windowMs' in limit)) return limit;
  return new RateLimiterMemory({
    keyPrefix,
    points: limit.limit,
    duration: limit.windowMs / 1_000,
  });
}

/** The limit that was exceeded, if it was. */
async function consume(
  limiter: RateLimiterAbstract | undefined,
  key: string,
): Promise<{ limit: number; window: number } | undefined> {
  if (limiter === undefined) return undefined;
  try {
    await limiter.consume(key);
    return undefined;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) return undefined;
    return { limit: limiter.points, window: Math.round(limiter.duration * 1_000) };
  }
}
