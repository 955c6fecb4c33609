import { createHmac } from 'node:crypto';

const SCOPES =
  'projects:read projects:write sessions:read sessions:write documents:read documents:write webhooks:read webhooks:write';
const LIFETIME_SECONDS = 600;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token (HS256) as the host's identity provider would issue it. */
export function signToken(secret: string, tenant: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { sub: 'demo', tenant, scope: SCOPES, iat: now, exp: now + LIFETIME_SECONDS };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}
