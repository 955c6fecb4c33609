import {
  verify,
  WebhookVerificationError,
  type SignatureScheme,
  type SigningKey,
  type WebhookVerificationCode,
} from '@hookline/verify';
import type { InboundRequest, InboundVerdict, InboundVerifier } from '../inbound-verifier';
import { accepted, fieldOf, refused, TOLERANCE_SECONDS } from './verdicts';

const STALE: readonly WebhookVerificationCode[] = ['timestamp_too_old', 'timestamp_too_new'];
const MALFORMED: readonly WebhookVerificationCode[] = ['body_not_json', 'id_mismatch'];

/** Verifies what a sender signs by one of our own schemes. */
export class SchemeVerifier implements InboundVerifier {
  constructor(
    private readonly scheme: SignatureScheme,
    private readonly keys: readonly SigningKey[],
  ) {}

  verify({ headers, rawBody }: InboundRequest): InboundVerdict {
    try {
      const { id, payload } = verify({
        headers,
        body: rawBody,
        secrets: this.keys,
        scheme: this.scheme,
        toleranceSeconds: TOLERANCE_SECONDS,
      });
      return accepted(id, fieldOf(payload, 'type'), payload);
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return refused(reasonOf(error.code), `was refused (${error.code})`);
    }
  }
}

function reasonOf(code: WebhookVerificationCode): 'signature' | 'stale' | 'malformed' {
  if (STALE.includes(code)) return 'stale';
  return MALFORMED.includes(code) ? 'malformed' : 'signature';
}
