import { createHmac } from 'node:crypto';

/** What the host checks tokens with in these tests. */
export const JWT_SECRET = 'the-secret-of-the-end-to-end-tests-only';

const DOMAINS = [
  'projects',
  'sessions',
  'documents',
  'recordings',
  'agents',
  'storage',
  'users',
  'webhooks',
];
const ALL_SCOPES = [
  ...DOMAINS.flatMap((name) => [`${name}:read`, `${name}:write`]),
  'billing:read',
  'events:publish',
  'admin',
];

/** What a token says; `header` and `secret` are for tokens that are not in order. */
export interface TokenParts {
  tenant?: string;
  scope?: string;
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  secret?: string;
}

/** Makes a token by hand, as somebody outside would: without the host's own code. */
export function token(parts: TokenParts = {}): string {
  const { tenant = 'acme', scope = ALL_SCOPES.join(' '), secret = JWT_SECRET } = parts;
  const header = { alg: 'HS256', typ: 'JWT', ...parts.header };
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const claims = { sub: 'tester', tenant, scope, exp, ...parts.claims };
  const signed = [header, claims].map(encode).join('.');
  const signature = createHmac('sha256', secret).update(signed).digest('base64url');
  return `${signed}.${header.alg === 'none' ? '' : signature}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
