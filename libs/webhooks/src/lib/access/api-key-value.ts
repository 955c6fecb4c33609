import { createHash, randomBytes } from 'node:crypto';

/** What every key begins with, so that guards and scanners for leaked secrets know it. */
const MARK = 'hlk_';
/** 256 bits: nobody guesses them. */
const RANDOM_BYTES = 32;
const VALUE = /^hlk_[\w-]{43}$/;
/** The mark and four characters: 24 bits of the value, enough to tell two keys apart. */
const PREFIX_LENGTH = MARK.length + 4;

/** A new value of an API key. */
export function newApiKeyValue(): string {
  return MARK + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** Whether a token is meant to be an API key and not, for instance, a JWT. */
export function isApiKeyValue(token: string): boolean {
  return token.startsWith(MARK);
}

/** Whether it could be one by its form. */
export function isWellFormed(token: string): boolean {
  return VALUE.test(token);
}

/**
 * What is kept of a value. A fast hash is the right one: slow hashes protect what people choose, by
 * making each guess dear. 256 random bits can't be guessed at any speed, and a slow hash at every
 * request would only help those who want to keep the server busy.
 */
export function hashApiKey(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

/** What is kept of a value in the clear. */
export function apiKeyPrefix(value: string): string {
  return value.slice(0, PREFIX_LENGTH);
}
