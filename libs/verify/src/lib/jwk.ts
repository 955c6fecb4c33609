import { createHash } from 'node:crypto';
import { publicKeyOf } from './ed25519-key';
import { InvalidSecretError } from './errors/invalid-secret.error';

/** The public key of an endpoint as a JSON Web Key (RFC 8037). */
export interface WebhookJwk {
  kty: 'OKP';
  crv: 'Ed25519';
  /** The public key, base64url. */
  x: string;
  /** Its thumbprint (RFC 7638): the same key has the same id everywhere. */
  kid: string;
  use: 'sig';
  alg: 'EdDSA';
}

/**
 * A key as a member of a JWK set.
 *
 * @param key `whpk_…`; of a `whsk_…` only the public half is taken
 * @throws {InvalidSecretError} when it is not an ed25519 key
 *
 * @example
 * ```js
 * import { publicKeyToJwk } from '@hookline/verify';
 *
 * console.log(publicKeyToJwk('whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=').x);
 * // prints 1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4
 * ```
 */
export function publicKeyToJwk(key: string): WebhookJwk {
  const x = Buffer.from(publicKeyOf(key).slice('whpk_'.length), 'base64').toString('base64url');
  const required = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
  const kid = createHash('sha256').update(required).digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' };
}

/**
 * The key (`whpk_…`) of a member of a JWK set, as `verify` takes it.
 *
 * @throws {InvalidSecretError} when it is not an ed25519 key
 *
 * @example
 * ```js
 * import { publicKeyFromJwk } from '@hookline/verify';
 *
 * const x = '1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4';
 * console.log(publicKeyFromJwk({ kty: 'OKP', crv: 'Ed25519', x }));
 * // prints whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=
 * ```
 */
export function publicKeyFromJwk(jwk: { kty?: string; crv?: string; x?: string }): string {
  const { kty, crv, x } = jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') {
    throw new InvalidSecretError('not_asymmetric');
  }
  const bytes = Buffer.from(x, 'base64url');
  if (bytes.toString('base64url') !== x) throw new InvalidSecretError('bad_key');
  return publicKeyOf(`whpk_${bytes.toString('base64')}`);
}
