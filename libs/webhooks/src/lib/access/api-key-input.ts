import { API_SCOPES, type ApiScope } from '@hookline/contracts';
import { ValidationFailedError, type FieldIssue } from '../common/errors/validation-failed.error';
import { isStorableText } from '../registry/storable';
import { isApiScope } from './scopes';

/** Longest name of a key, in characters. */
export const MAX_KEY_NAME_LENGTH = 255;
/** The last moment that ISO 8601 writes with four digits. */
const LAST_EXPIRY = Date.parse('9999-12-31T23:59:59.999Z');

/** What an API key is created from. */
export interface ApiKeyInput {
  /** 1–255 characters. */
  name: string;
  /** What it allows; at least one. */
  scopes: ApiScope[];
  /** ISO 8601, in the future; `null` for never. @default null */
  expiresAt?: string | null;
}

/** The same, checked. */
export interface ApiKeyFields {
  name: string;
  scopes: ApiScope[];
  expiresAt: Date | null;
}

/**
 * Checks every field, so that a caller learns of every issue at once.
 * @param now clock time in ms
 * @throws ValidationFailedError naming the fields at fault
 */
export function readApiKeyInput(input: ApiKeyInput, now: number): ApiKeyFields {
  const { name, scopes, expiresAt = null } = input;
  const expiry = expiresAt === null ? null : new Date(expiresAt);
  const issues: FieldIssue[] = [
    ...issue(!isName(name), 'name', `must be a text of 1–${MAX_KEY_NAME_LENGTH} characters`),
    ...issue(!areScopes(scopes), 'scopes', `must be some of ${API_SCOPES.join(', ')}`),
    ...issue(!isExpiry(expiry, now), 'expiresAt', 'must be a time in the future, or null'),
  ];
  if (issues.length > 0) throw new ValidationFailedError(issues);
  return { name, scopes: API_SCOPES.filter((scope) => scopes.includes(scope)), expiresAt: expiry };
}

function issue(wrong: boolean, field: keyof ApiKeyInput, message: string): FieldIssue[] {
  return wrong ? [{ field, message }] : [];
}

function isName(name: unknown): boolean {
  const fits = typeof name === 'string' && name.trim() !== '' && isStorableText(name);
  return fits && [...name].length <= MAX_KEY_NAME_LENGTH;
}

function areScopes(scopes: unknown): boolean {
  return Array.isArray(scopes) && scopes.length > 0 && scopes.every(isApiScope);
}

function isExpiry(expiry: Date | null, now: number): boolean {
  return expiry === null || (expiry.getTime() > now && expiry.getTime() <= LAST_EXPIRY);
}
