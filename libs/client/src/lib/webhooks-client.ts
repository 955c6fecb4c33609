import type { Call, OperationName } from './calls';
import { ROUTES } from './routes.generated';

/** Where the management API is, and who calls it. */
export interface WebhooksClientOptions {
  /** URL of the management API, with its path: `https://example.com/webhooks`. */
  baseUrl: string;
  /**
   * Token or API key, sent as `authorization: Bearer …`; or a function that is asked for one before each
   * call. @default none
   */
  token?: string | (() => string | Promise<string>);
  /** Sends the requests, for proxies, time limits and tests. @default the global `fetch` */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** Every operation of the management API, by its `operationId`. */
export type WebhooksClient = { readonly [Name in OperationName]: Call<Name> };

/** A call, without what is known of its operation. */
interface Input {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  headers?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

/**
 * A client of the management API. An answer is a value, a refusal too: its `problem` has a `code` to
 * branch on. What throws is that there was no answer.
 * @example
 * ```ts
 * const hookline = createWebhooksClient({ baseUrl: 'https://example.com/webhooks', token });
 * const answer = await hookline.createWebhookEndpoint({
 *   body: { name: 'billing', url: 'https://example.com/hook' },
 * });
 * if (answer.ok) console.log(answer.data.secret);
 * else console.error(answer.problem.code);
 * ```
 */
export function createWebhooksClient(options: WebhooksClientOptions): WebhooksClient {
  const names = Object.keys(ROUTES) as OperationName[];
  const calls = names.map((name) => [name, (input?: Input) => call(options, name, input)]);
  return Object.fromEntries(calls) as WebhooksClient;
}

async function call(
  options: WebhooksClientOptions,
  name: OperationName,
  input: Input = {},
): Promise<unknown> {
  const { method } = ROUTES[name];
  const { fetch = globalThis.fetch, token } = options;
  const bearer = typeof token === 'function' ? await token() : token;
  const given = Object.entries(input.headers ?? {}).filter(([, value]) => value !== undefined);
  const headers = {
    ...(Object.fromEntries(given) as Record<string, string>),
    ...(input.body !== undefined && { 'content-type': 'application/json' }),
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  };
  const body = input.body === undefined ? {} : { body: JSON.stringify(input.body) };
  return read(await fetch(urlOf(options.baseUrl, name, input), { method, headers, ...body }));
}

function urlOf(baseUrl: string, name: OperationName, { path = {}, query = {} }: Input): string {
  const filled = ROUTES[name].path.replaceAll(/{(\w+)}/g, (_, key: string) =>
    encodeURIComponent(path[key] ?? ''),
  );
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) asked.set(key, String(value));
  }
  const text = asked.toString();
  return `${baseUrl.replace(/\/+$/, '')}${filled}${text === '' ? '' : `?${text}`}`;
}

async function read(response: Response): Promise<unknown> {
  const { ok, status, headers } = response;
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json/.test(headers.get('content-type') ?? '');
  const value: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
  if (ok) return { ok, status, headers, data: value };
  return { ok, status, headers, problem: value ?? problemOf(response) };
}

/** Of what is not Hookline: a proxy, say. */
function problemOf({ status, statusText }: Response): object {
  return {
    type: 'about:blank',
    title: statusText || 'Error',
    status,
    code: `HTTP_${status}`,
    detail: 'Something between the client and the application answered.',
  };
}
