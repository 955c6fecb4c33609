import type { SignatureScheme } from '@hookline/contracts';
import {
  generateHexSecret,
  generateKeyPair,
  generateSecret,
  importKey,
  InvalidSecretError,
  publicKeyOf,
  toStandardSecret,
} from '@hookline/verify';
import { SecretInvalidError } from '../common/errors/secret-invalid.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';

/** A tag and three characters: at most 18 bits of the key, enough to tell two secrets apart. */
const PREFIX = /^(?:whsec_|whpk_)?.{3}/su;

/**
 * A new signing secret for a scheme, or the caller's own in the form that is stored: `whsec_` and
 * base64 (`standard`), a private key (`standard-asymmetric`), the text as it is (`hex`, `sha256`).
 * @throws SecretInvalidError when the caller's own can't be used; never with its value
 */
export function makeSecret(scheme: SignatureScheme, own?: string): string {
  if (own === undefined) return newSecret(scheme);
  try {
    const key = importKey(own, scheme);
    if (!key.canSign) throw new InvalidSecretError('public_key');
    return scheme === 'standard' ? toStandardSecret(own) : own;
  } catch (error) {
    if (!(error instanceof InvalidSecretError)) throw error;
    throw new SecretInvalidError(error.message);
  }
}

function newSecret(scheme: SignatureScheme): string {
  switch (scheme) {
    case 'standard':
      return generateSecret();
    case 'standard-asymmetric':
      return generateKeyPair().privateKey;
    case 'hex':
    case 'sha256':
      return generateHexSecret();
  }
}

/** Why a secret can't sign in a scheme; `null` when it can. Never with its value. */
export function misfitOf(secret: string, scheme: SignatureScheme): string | null {
  try {
    importKey(secret, scheme);
    return null;
  } catch (error) {
    if (error instanceof InvalidSecretError) return error.message;
    throw error;
  }
}

/** `whpk_…` of a private key; `null` of a shared secret. */
export function publicKeyIn(secret: string): string | null {
  return secret.startsWith('whsk_') ? publicKeyOf(secret) : null;
}

/** What the receiver verifies with: the secret itself, or the public key. A private key is never shown. */
export function shownSecret(secret: string): string {
  return publicKeyIn(secret) ?? secret;
}

/** How long secrets go on signing beside a new one, in ms: at most, and unless something else is asked for. */
export const OVERLAP_MS = { min: 0, max: 7 * 24 * 3_600_000, default: 24 * 3_600_000 } as const;

/**
 * The overlap that was asked for, checked.
 * @throws ValidationFailedError
 */
export function readOverlap(value: number = OVERLAP_MS.default): number {
  const { min, max } = OVERLAP_MS;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const message = `must be a whole number of milliseconds from ${min} to ${max}`;
  throw new ValidationFailedError([{ field: 'overlapMs', message }]);
}

/** What is kept of a secret in the clear, for people to tell secrets apart. */
export function secretPrefix(secret: string): string {
  return PREFIX.exec(shownSecret(secret))?.[0] ?? '';
}
