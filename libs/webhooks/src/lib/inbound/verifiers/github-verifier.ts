import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundRequest, InboundVerdict, InboundVerifier } from '../inbound-verifier';
import { accepted, parseJson, refused } from './verdicts';

/**
 * Verifies GitHub's messages: `x-hub-signature-256`, HMAC-SHA256 of the body. Neither their time nor
 * `x-github-delivery`, the id, is signed.
 */
export class GitHubVerifier implements InboundVerifier {
  constructor(private readonly secrets: readonly string[]) {}

  verify({ headers, rawBody }: InboundRequest): InboundVerdict {
    const signature = headers['x-hub-signature-256'];
    if (
      typeof signature !== 'string' ||
      !this.secrets.some((secret) => isSigned(rawBody, signature, secret))
    ) {
      return refused('signature', 'has no signature in `x-hub-signature-256` that matches');
    }
    const body = parseJson(rawBody);
    if (body === undefined) return refused('malformed', 'is not JSON');
    return accepted(headers['x-github-delivery'], headers['x-github-event'], body.parsed);
  }
}

function isSigned(rawBody: Buffer, signature: string, secret: string): boolean {
  const digest = createHmac('sha256', secret).update(rawBody).digest('hex');
  const [expected, given] = [Buffer.from(`sha256=${digest}`), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
