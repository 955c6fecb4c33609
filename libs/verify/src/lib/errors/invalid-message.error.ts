/**
 * `sign` was handed something that must not be signed. A mistake of the caller, found before
 * anything is sent.
 *
 * @example
 * ```js
 * import { generateSecret, importSecret, InvalidMessageError, sign } from '@hookline/verify';
 *
 * const keys = [importSecret(generateSecret())];
 * try {
 *   sign({ id: 'evt.1', timestampSeconds: 1796000000, body: '{}', keys });
 * } catch (error) {
 *   if (!(error instanceof InvalidMessageError)) throw error;
 *   console.log(error.code, error.field); // prints HOOKLINE_MESSAGE_INVALID id
 * }
 * ```
 */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError';
  /** Always the same. */
  readonly code = 'HOOKLINE_MESSAGE_INVALID';
  /** The field of the input that is wrong. */
  readonly field: 'id' | 'timestampSeconds' | 'body' | 'keys' | 'type';

  constructor(field: InvalidMessageError['field'], rule: string) {
    super(`sign: \`${field}\` ${rule}. [HOOKLINE_MESSAGE_INVALID]`);
    this.field = field;
  }
}
