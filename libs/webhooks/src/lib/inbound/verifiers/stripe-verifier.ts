import type { InboundRequest, InboundVerdict, InboundVerifier } from '../inbound-verifier';
import { accepted, fieldOf, holdsTooMany, isStale, parseJson, refused } from './verdicts';

/** The part of Stripe's package that verifies; described here, so that our types don't need it. */
export interface StripePackage {
  webhooks: {
    signature: {
      /** Throws when the signature is wrong, or older than the tolerance in seconds, if that is not 0. */
      verifyHeader(payload: Buffer, header: string, secret: string, tolerance: number): boolean;
    };
  };
}

/** Verifies by Stripe's own package: `stripe-signature`, HMAC-SHA256 of `timestamp.body`. */
export class StripeVerifier implements InboundVerifier {
  constructor(
    private readonly stripe: StripePackage,
    private readonly secrets: readonly string[],
  ) {}

  verify({ headers, rawBody }: InboundRequest): InboundVerdict {
    const header = headers['stripe-signature'];
    if (
      typeof header !== 'string' ||
      holdsTooMany(header, ',') ||
      !this.secrets.some((secret) => this.isSigned(rawBody, header, secret))
    ) {
      return refused('signature', 'has no signature in `stripe-signature` that matches');
    }
    // Signed, so it can be believed. The package itself looks into the past alone.
    const timestamp = Number(/(?:^|,)t=(\d{1,12})(?=,|$)(?!.*,t=)/.exec(header)?.[1]);
    if (Number.isNaN(timestamp) || isStale(timestamp)) {
      return refused('stale', 'was signed more than 5 minutes ago, or in the future');
    }
    const body = parseJson(rawBody);
    if (body === undefined) return refused('malformed', 'is not JSON');
    return accepted(fieldOf(body.parsed, 'id'), fieldOf(body.parsed, 'type'), body.parsed);
  }

  private isSigned(rawBody: Buffer, header: string, secret: string): boolean {
    try {
      // A tolerance of 0 leaves the age to us: from their error it could not be told apart.
      return this.stripe.webhooks.signature.verifyHeader(rawBody, header, secret, 0);
    } catch {
      // It carries the body and the header, and goes nowhere.
      return false;
    }
  }
}
