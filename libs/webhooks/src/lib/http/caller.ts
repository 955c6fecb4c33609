import type { ApiKeyIdentity } from '../access/webhook-api-keys.service';

const apiKeys = new WeakMap<object, ApiKeyIdentity>();

/** Remembers the API key that a request was accepted with; the guards call it. */
export function setApiKey(request: object, key: ApiKeyIdentity): void {
  apiKeys.set(request, key);
}

/**
 * The API key that a request was accepted with, for guards and resolvers of the application;
 * `undefined` when it came with something else.
 * @param request of Express or Fastify, as guards get it
 */
export function apiKeyOf(request: object): ApiKeyIdentity | undefined {
  return apiKeys.get(request);
}

/**
 * What an option of the application reads of the caller; `undefined` when `request.user.…` is not there,
 * because nobody signed in.
 */
export async function readCaller<Value>(
  read: () => Value | Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
