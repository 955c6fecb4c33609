/** Which check failed. Stable: may be branched on. */
export type WebhookVerificationCode =
  | 'missing_header'
  | 'invalid_header'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'no_matching_signature'
  | 'id_mismatch'
  | 'body_not_json'
  | 'body_not_raw'
  | 'invalid_secret'
  | 'invalid_option';

const statuses: Record<WebhookVerificationCode, 400 | 401 | 500> = {
  missing_header: 400,
  invalid_header: 400,
  timestamp_too_old: 400,
  timestamp_too_new: 400,
  no_matching_signature: 401,
  id_mismatch: 400,
  body_not_json: 400,
  body_not_raw: 500,
  invalid_secret: 500,
  invalid_option: 500,
};

/**
 * A message was not verified; `code` says which check failed. The only error that `verify` throws.
 * Neither the message nor a field contains a secret or the signature that was expected.
 *
 * @example
 * ```js
 * import { generateSecret, verify, WebhookVerificationError } from '@hookline/verify';
 *
 * try {
 *   verify({ headers: {}, body: '{}', secrets: generateSecret() });
 * } catch (error) {
 *   if (!(error instanceof WebhookVerificationError)) throw error;
 *   console.log(error.status, error.code); // prints 400 missing_header
 * }
 * ```
 */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
  /** Which check failed. */
  readonly code: WebhookVerificationCode;
  /**
   * The HTTP status to answer: 400 for a malformed or stale message, 401 for a wrong signature, 500
   * for a mistake of the receiver itself (`body_not_raw`, `invalid_secret`, `invalid_option`).
   */
  readonly status: 400 | 401 | 500;

  constructor(code: WebhookVerificationCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.status = statuses[code];
  }
}
