import { createReceiver, type ReceivedRequest } from './lib/receiving/receiver';
import type { ReceiverOptions } from './lib/receiving/receiver-options';

export type { ReceiverOptions, ReceiverSecrets } from './lib/receiving/receiver-options';
export { webhookOf, type ReceivedRequest } from './lib/receiving/receiver';

const REMEDY =
  'Put express.raw({ type: () => true }) before this route, and no other parser before that.';

/** A middleware, in the part that Express needs. */
export type WebhookMiddleware = (
  request: ReceivedRequest,
  response: unknown,
  next: (error?: unknown) => void,
) => void;

/**
 * Middleware for Express: lets verified requests through, whose message `webhookOf(request)` answers.
 * Others go to the error handler as a `WebhookVerificationError`, whose `status` Express answers.
 *
 * It needs the raw body: `express.raw({ type: () => true })` on the same route.
 *
 * @throws {WebhookVerificationError} at once, when the secret is unusable
 *
 * @example
 * ```js
 * import express from 'express';
 * import { createWebhookHeaders, generateSecret, importSecret } from '@hookline/verify';
 * import { verifyWebhook, webhookOf } from '@hookline/verify/express';
 *
 * const secret = generateSecret(); // yours comes from the sender: process.env.HOOK_SECRET
 * const app = express();
 * app.post('/hook', express.raw({ type: () => true }), verifyWebhook({ secret }), (request, response) => {
 *   console.log(webhookOf(request).id); // prints evt_1
 *   response.sendStatus(204);
 * });
 *
 * // What a sender does:
 * const server = app.listen(0, async () => {
 *   const timestampSeconds = Math.floor(Date.now() / 1000);
 *   const message = { id: 'evt_1', timestampSeconds, body: '{"id":"evt_1"}' };
 *   const headers = createWebhookHeaders({ ...message, keys: [importSecret(secret)] });
 *   const url = `http://localhost:${server.address().port}/hook`;
 *   await fetch(url, { method: 'POST', headers, body: message.body });
 *   server.close();
 * });
 * ```
 */
export function verifyWebhook(options: ReceiverOptions): WebhookMiddleware {
  const receive = createReceiver(options, { remedy: REMEDY });
  return (request, _response, next) => {
    try {
      receive(request);
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}
