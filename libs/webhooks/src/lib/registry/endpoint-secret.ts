import { generateSecret, InvalidSecretError, toStandardSecret } from '@hookline/verify';
import { SecretInvalidError } from '../common/errors/secret-invalid.error';

/** `whsec_` and three characters of base64: 18 bits of the key, enough to tell two secrets apart. */
const PREFIX_LENGTH = 'whsec_'.length + 3;

/**
 * A new signing secret, or the caller's own in the form that every Standard Webhooks library reads
 * (`whsec_` and base64).
 * @throws SecretInvalidError when the caller's own can't be used; never with its value
 */
export function makeSecret(own?: string): string {
  if (own === undefined) return generateSecret();
  try {
    return toStandardSecret(own);
  } catch (error) {
    if (!(error instanceof InvalidSecretError)) throw error;
    throw new SecretInvalidError(error.message);
  }
}

/** What is kept of a secret in the clear, for people to tell secrets apart. */
export function secretPrefix(secret: string): string {
  return secret.slice(0, PREFIX_LENGTH);
}
