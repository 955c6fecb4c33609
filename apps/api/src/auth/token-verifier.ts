import { Injectable } from '@nestjs/common';
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';
import { createSecretKey } from 'node:crypto';
import { type ApiConfig, type JwtConfig } from '../config/api-config';
import { InjectApiConfig } from '../config/api-config.provider';
import type { AuthenticatedUser } from './authenticated-user';

/** What became of checking a token. `unavailable`: it could not be checked, which is not its fault. */
export type TokenCheck =
  | { result: 'valid'; user: AuthenticatedUser }
  | { result: 'invalid'; reason: string }
  | { result: 'unavailable'; reason: string };

type Verify = (token: string) => Promise<{ payload: JWTPayload }>;

/** Seconds by which the clocks of issuer and host may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Failures that are the key set's and not the token's. */
const KEY_SET_FAILURES = new Set<string>([
  errors.JOSEError.code,
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
]);

/** What callers are told, by jose's error codes. Anything else is told in general terms. */
const REASONS: Readonly<Record<string, string>> = {
  [errors.JWTExpired.code]: 'The token has expired.',
  [errors.JOSEAlgNotAllowed.code]: 'The token is signed with an algorithm that is not accepted.',
  [errors.JWSSignatureVerificationFailed.code]: "The token's signature is wrong.",
  [errors.JWKSNoMatchingKey.code]: 'The token is signed with a key that is not known.',
};

/** Checks bearer tokens. The algorithms follow from the configuration, never from the token. */
@Injectable()
export class TokenVerifier {
  private readonly verifySignature: Verify;

  constructor(@InjectApiConfig() config: ApiConfig) {
    this.verifySignature = verifierFor(config.jwt);
  }

  /** Checks signature, times, issuer, audience and claims. Never throws for what a token holds. */
  async verify(token: string): Promise<TokenCheck> {
    try {
      const { payload } = await this.verifySignature(token);
      return readClaims(payload);
    } catch (error) {
      return judge(error);
    }
  }
}

function verifierFor(config: JwtConfig): Verify {
  const options: JWTVerifyOptions = {
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ...(config.issuer !== undefined && { issuer: config.issuer }),
    ...(config.audience !== undefined && { audience: config.audience }),
  };
  if (config.mode === 'secret') {
    const key = createSecretKey(Buffer.from(config.secret));
    return (token) => jwtVerify(token, key, { ...options, algorithms: ['HS256'] });
  }
  // Only asymmetric algorithms: a published key must never serve as a shared secret.
  const keys = createRemoteJWKSet(new URL(config.jwksUrl));
  return (token) =>
    jwtVerify(token, keys, { ...options, algorithms: ['RS256', 'ES256', 'EdDSA', 'Ed25519'] });
}

function readClaims({ sub, tenant, scope }: JWTPayload): TokenCheck {
  if (!isName(sub)) return lacking('sub', 'who it is for');
  if (!isName(tenant)) return lacking('tenant', 'the id of the tenant');
  const scopes = typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [];
  return { result: 'valid', user: { id: sub, tenantId: tenant, scopes } };
}

/** A text that can be stored. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && /^[^\0]{1,255}$/.test(claim);
}

function lacking(claim: string, meaning: string): TokenCheck {
  return { result: 'invalid', reason: `The token lacks the claim "${claim}" (${meaning}).` };
}

function judge(error: unknown): TokenCheck {
  if (!(error instanceof errors.JOSEError) || KEY_SET_FAILURES.has(error.code)) {
    return { result: 'unavailable', reason: 'The keys that tokens are checked with did not load.' };
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return { result: 'invalid', reason: `The token's claim "${error.claim}" is not accepted.` };
  }
  return { result: 'invalid', reason: REASONS[error.code] ?? 'The token is not a valid JWT.' };
}
