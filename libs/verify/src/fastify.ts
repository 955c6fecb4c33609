import { createReceiver, type ReceivedRequest } from './lib/receiving/receiver';
import type { ReceiverOptions } from './lib/receiving/receiver-options';

export type { ReceiverOptions, ReceiverSecrets } from './lib/receiving/receiver-options';
export { webhookOf, type ReceivedRequest } from './lib/receiving/receiver';

const REMEDY = 'Call keepRawBody(scope) in the plugin that has this route.';

/** A hook, in the part that Fastify needs. */
export type WebhookHook = (
  request: ReceivedRequest,
  reply: unknown,
  done: (error?: Error) => void,
) => void;

/** What `keepRawBody` needs of a Fastify instance. */
export interface ParserScope {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    contentType: string,
    options: { parseAs: 'buffer' },
    parser: (
      request: never,
      body: Buffer,
      done: (error: Error | null, body?: Buffer) => void,
    ) => void,
  ): unknown;
}

/**
 * Leaves the bodies of a Fastify scope as they arrive, whatever their content type. Call it inside a
 * plugin (`app.register`), so that the other routes keep their parsers. The `bodyLimit` holds as ever.
 */
export function keepRawBody(scope: ParserScope): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

/**
 * Hook for Fastify (`preValidation`): lets verified requests through, whose message
 * `webhookOf(request)` answers. Others end in a `WebhookVerificationError`, whose `status` Fastify
 * answers.
 *
 * @throws {WebhookVerificationError} at once, when the secret is unusable
 *
 * @example
 * ```js
 * import fastify from 'fastify';
 * import { createWebhookHeaders, generateSecret, importSecret } from '@hookline/verify';
 * import { keepRawBody, verifyWebhook, webhookOf } from '@hookline/verify/fastify';
 *
 * const secret = generateSecret(); // yours comes from the sender: process.env.HOOK_SECRET
 * const app = fastify();
 * app.register(async (scope) => {
 *   keepRawBody(scope);
 *   scope.post('/hook', { preValidation: verifyWebhook({ secret }) }, async (request, reply) => {
 *     console.log(webhookOf(request).id); // prints evt_1
 *     reply.code(204);
 *   });
 * });
 *
 * // What a sender does:
 * const timestampSeconds = Math.floor(Date.now() / 1000);
 * const message = { id: 'evt_1', timestampSeconds, body: '{"id":"evt_1"}' };
 * const headers = createWebhookHeaders({ ...message, keys: [importSecret(secret)] });
 * await app.inject({ method: 'POST', url: '/hook', headers, payload: message.body });
 * ```
 */
export function verifyWebhook(options: ReceiverOptions): WebhookHook {
  const receive = createReceiver(options, { remedy: REMEDY });
  return (request, _reply, done) => {
    try {
      receive(request);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };
}
