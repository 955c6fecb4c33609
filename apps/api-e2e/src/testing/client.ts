import { createWebhooksClient, type WebhooksClient } from '@hookline/client';
import type { WebhooksTestingApp } from '@hookline/testing';
import { token, type TokenParts } from './token';

/** The typed client of the host's management API, with an API key or a token of these parts. */
export function clientOf(
  app: WebhooksTestingApp,
  bearer: string | TokenParts = {},
): WebhooksClient {
  return createWebhooksClient({
    baseUrl: `${app.url}/api/webhooks`,
    token: typeof bearer === 'string' ? bearer : token(bearer),
  });
}

/** A call's answer. */
type Answer<Data> =
  { ok: true; data: Data } | { ok: false; status: number; problem: { code: string } };

/** What a call that has to succeed answers. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const answer = await call;
  if (answer.ok) return answer.data;
  throw new Error(`The call was refused: ${JSON.stringify(answer.problem)}`);
}

/** Status and code of a call that has to be refused. */
export async function refusalOf(call: Promise<Answer<unknown>>): Promise<[number, string]> {
  const answer = await call;
  if (answer.ok) throw new Error(`The call was not refused: ${JSON.stringify(answer.data)}`);
  return [answer.status, answer.problem.code];
}
