import type { WebhooksTestingApp } from '@hookline/testing';
import request, { type Response } from 'supertest';
import type { Call } from './foreign-calls';
import type { Operation } from './openapi';

/** The path of an operation, with what a call puts into it. */
export function fillPath({ path }: Pick<Operation, 'path'>, call: Call): string {
  return path.replaceAll(/{(\w+)}/g, (_, name: string) =>
    encodeURIComponent(call.path?.[name] ?? ''),
  );
}

/** Makes a call of an operation; `bearer` is a token or an API key, `undefined` for none. */
export async function send(
  app: WebhooksTestingApp,
  operation: Pick<Operation, 'path' | 'method'>,
  call: Call,
  bearer: string | undefined,
): Promise<Response> {
  const { query = {}, body, text, headers = {} } = call;
  const test = request(app.http)
    [operation.method](fillPath(operation, call))
    .query(query)
    .set(headers);
  const signed = bearer === undefined ? test : test.auth(bearer, { type: 'bearer' });
  if (text !== undefined) return signed.set({ 'content-type': 'application/json' }).send(text);
  return body === undefined
    ? signed
    : signed.serialize((value) => JSON.stringify(value)).send(body);
}
