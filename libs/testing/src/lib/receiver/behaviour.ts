import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReceivedWebhook } from './received-webhook';

/** What a receiver answers. */
export interface ReceiverAnswer {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  /** @default '' */
  body?: string | Buffer;
}

/** Answers a webhook, at once or later. */
export type ReceiverHandler = (
  webhook: ReceivedWebhook,
) => ReceiverAnswer | Promise<ReceiverAnswer>;

/** What is done with a request that has been read. */
export type Behaviour = (
  webhook: ReceivedWebhook,
  exchange: { request: IncomingMessage; response: ServerResponse },
) => void | Promise<void>;

/** One byte in so many ms. */
const DRIP_INTERVAL_MS = 20;

/** Answers what a handler says; a handler that throws answers 500. */
export function respond(handler: ReceiverHandler): Behaviour {
  return async (webhook, { response }) => {
    const { status = 200, headers = {}, body = '' } = await answerOf(handler, webhook);
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** Reads the request and never answers. */
export const hang: Behaviour = () => undefined;

/** Answers 200 and then a byte at a time, without an end. */
export const drip: Behaviour = (_webhook, { response }) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => response.write('.'), DRIP_INTERVAL_MS);
  response.on('close', () => clearInterval(timer));
};

/** Cuts the connection instead of answering. */
export const reset: Behaviour = (_webhook, { request }) => {
  request.socket.resetAndDestroy();
};

async function answerOf(
  handler: ReceiverHandler,
  webhook: ReceivedWebhook,
): Promise<ReceiverAnswer> {
  try {
    return await handler(webhook);
  } catch (error) {
    return { status: 500, body: `The handler of the fake receiver threw: ${String(error)}` };
  }
}
