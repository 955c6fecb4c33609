/** What is wrong with a secret. Stable: may be branched on. */
export type InvalidSecretReason =
  | 'not_a_string'
  | 'not_base64'
  | 'not_text'
  | 'asymmetric'
  | 'not_asymmetric'
  | 'bad_key'
  | 'public_key'
  | 'bad_length';

const explanations: Record<InvalidSecretReason, string> = {
  not_a_string: 'is not a string; is the variable that it is read from set?',
  not_base64:
    'starts with `whsec_`, and what follows is not padded standard base64; copy it again, whole and without spaces',
  not_text:
    'has white space around it, control characters or broken Unicode; copy it again, or encode it with toStandardSecret()',
  asymmetric: 'is an asymmetric key (`whsk_`, `whpk_`): it takes the scheme `standard-asymmetric`',
  not_asymmetric:
    'is not a key of the scheme `standard-asymmetric`: a private one is `whsk_` and base64, a public one `whpk_` and base64',
  bad_key:
    'is not an ed25519 key: `whsk_` and the base64 of seed and public key (64 bytes), or `whpk_` and that of the public key (32 bytes)',
  public_key: 'is a public key (`whpk_`), which verifies and does not sign; sign with its `whsk_`',
  bad_length:
    'does not have 24 to 64 bytes (24 to 255 in the schemes `hex` and `sha256`); generateSecret() makes a good one',
};

/**
 * A secret cannot be used as a key. Neither the message nor a field contains the secret.
 *
 * @example
 * ```js
 * import { importSecret, InvalidSecretError } from '@hookline/verify';
 *
 * try {
 *   importSecret('too short');
 * } catch (error) {
 *   if (!(error instanceof InvalidSecretError)) throw error;
 *   console.log(error.code, error.reason); // prints HOOKLINE_SECRET_INVALID bad_length
 * }
 * ```
 */
export class InvalidSecretError extends Error {
  override readonly name = 'InvalidSecretError';
  /** Always the same. */
  readonly code = 'HOOKLINE_SECRET_INVALID';
  /** Which rule the secret breaks. */
  readonly reason: InvalidSecretReason;

  constructor(reason: InvalidSecretReason) {
    super(`The secret ${explanations[reason]}. [HOOKLINE_SECRET_INVALID]`);
    this.reason = reason;
  }
}
