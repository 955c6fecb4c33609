import { SignJWT } from 'jose';
import { createSecretKey } from 'node:crypto';
import { SCOPES, type Scope } from './scopes';

/** What a token says, and for how long. */
export interface TokenClaims {
  /** Who it is for. @default 'developer' */
  subject?: string;
  /** @default 'development' */
  tenantId?: string;
  /** @default every scope */
  scopes?: readonly Scope[];
  /** Seconds. @default 86400 (a day) */
  expiresIn?: number;
  issuer?: string | undefined;
  audience?: string | undefined;
}

/**
 * Signs a token (HS256) that the host accepts when it checks tokens by the same secret. For
 * development and tests; in production an identity provider issues tokens.
 * @param secret what the host has as `JWT_SECRET`
 * @example
 * const token = await signToken(secret, { tenantId: 'acme', scopes: ['projects:read'] });
 */
export function signToken(secret: string, claims: TokenClaims = {}): Promise<string> {
  const { subject = 'developer', tenantId = 'development', scopes = SCOPES } = claims;
  const token = new SignJWT({ tenant: tenantId, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + (claims.expiresIn ?? 86_400));
  if (claims.issuer !== undefined) token.setIssuer(claims.issuer);
  if (claims.audience !== undefined) token.setAudience(claims.audience);
  return token.sign(createSecretKey(Buffer.from(secret)));
}
