import type { InboundRequest, InboundVerdict, InboundVerifier } from '../inbound-verifier';
import { accepted, fieldOf, holdsTooMany, isStale, parseJson, refused } from './verdicts';

/** The part of the package that verifies; described here, so that our types don't need it. */
export interface StandardWebhook {
  /** Throws when the signature is wrong or the message too old. */
  verify(payload: Buffer, headers: Record<string, string>, options: { jsonParse: false }): unknown;
}

/** `webhook-…` by the specification; Svix and Clerk write `svix-…`. */
export type HeaderPrefix = 'webhook' | 'svix';

const PARTS = ['id', 'timestamp', 'signature'] as const;

/** The package reads `5x` as 5, and a full stop in an id would let the parts of what is signed be shifted. */
const FORMS: Readonly<Record<(typeof PARTS)[number], RegExp>> = {
  id: /^[\x21-\x2d\x2f-\x7e]+$/,
  timestamp: /^\d{1,12}$/,
  signature: /./,
};

/** Verifies by the package of Standard Webhooks, which Svix's and Clerk's messages follow too. */
export class StandardWebhooksVerifier implements InboundVerifier {
  constructor(
    private readonly webhooks: readonly StandardWebhook[],
    private readonly prefix: HeaderPrefix,
  ) {}

  verify({ headers, rawBody }: InboundRequest): InboundVerdict {
    const own: Record<string, string> = {};
    for (const part of PARTS) {
      const value = headers[`${this.prefix}-${part}`] ?? headers[`webhook-${part}`];
      if (typeof value !== 'string' || !FORMS[part].test(value)) {
        return refused('signature', `has no usable header \`${this.prefix}-${part}\``);
      }
      own[`webhook-${part}`] = value;
    }
    if (holdsTooMany(own['webhook-signature'] ?? '', ' ')) {
      return refused('signature', 'has too many signatures');
    }
    const timestamp = Number(own['webhook-timestamp']);
    if (!this.webhooks.some((webhook) => isSigned(webhook, rawBody, own))) {
      // The package refuses an old message before it looks at its signature.
      return isStale(timestamp)
        ? refused('stale', 'was signed more than 5 minutes ago, or in the future')
        : refused('signature', 'has no signature that matches');
    }
    const body = parseJson(rawBody);
    if (body === undefined) return refused('malformed', 'is not JSON');
    return accepted(own['webhook-id'], fieldOf(body.parsed, 'type'), body.parsed);
  }
}

function isSigned(
  webhook: StandardWebhook,
  rawBody: Buffer,
  headers: Record<string, string>,
): boolean {
  try {
    webhook.verify(rawBody, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
