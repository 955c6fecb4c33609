import { ERROR_CODES } from '@hookline/contracts';
import type { WebhooksTestingApp } from '@hookline/testing';
import type { LoggerService } from '@nestjs/common';
import fc from 'fast-check';
import { dumpSchemas } from './testing/dump';
import { FOREIGN_CALLS } from './testing/foreign-calls';
import { callerOf, host } from './testing/host';
import { malformed, type Malformed } from './testing/malformed';
import { readOperations, type Operation } from './testing/openapi';
import { acquire, type Possessions } from './testing/possessions';
import { token } from './testing/token';
import { Pool, type Dispatcher } from 'undici';

const REQUESTS = 10_000;
const SEED = 20_261_122;
const IN_FLIGHT = 8;
const MOST_ATTEMPTS = 10;
/** In characters: bodies from here on are refused before they are read. */
const TOO_LARGE = 1_000_000;
/** Half a minute on two idle cores; other runs may have them too. */
const PATIENCE_MS = 300_000;
/** Rows that come and go by themselves: heartbeats, leases, counts that are added up by and by. */
const ON_THEIR_OWN = /^hookline\.(worker|job|rollup\w*|endpoint_failure) /;

/** A machine that stalls for seconds connects too late: the one thing that may answer with 5xx, and not twice. */
const CONNECT_TIMEOUT =
  /^(timeout exceeded when trying to connect|timeout expired|Connection terminated due to connection timeout)$/;

function isTooLarge({ body }: Malformed): boolean {
  return (body?.length ?? 0) > TOO_LARGE;
}

/** Keeps the messages of errors that are logged with where they came from, as those of requests are. */
function noting(failures: string[]): LoggerService {
  const ignore = (): void => undefined;
  return {
    log: ignore,
    warn: ignore,
    error: (message: unknown, stack?: unknown) => {
      if (String(stack).includes('\n    at ')) failures.push(String(message));
    },
  };
}

describe('malformed requests', () => {
  let app: WebhooksTestingApp;
  let owned: Possessions;
  let pool: Pool;
  let operations: Operation[];
  /** Why requests failed in the host. */
  const failures: string[] = [];

  beforeAll(async () => {
    app = await host({ logger: noting(failures) })
      .env({ HOOKLINE_RATE_LIMIT: '0' })
      .start();
    pool = new Pool(app.url, { connections: IN_FLIGHT });
    ({ owned } = await acquire(app, callerOf(app), 'tester'));
    operations = await readOperations(app);
  }, PATIENCE_MS);
  afterAll(async () => {
    await pool.close();
    await app.close();
  });

  /** Made of the document: good requests of what there is, each with one flaw. */
  function generate(): Malformed[] {
    const ways = operations.flatMap((operation) => {
      const [good = {}] = FOREIGN_CALLS[operation.route]?.calls(owned) ?? [];
      return malformed(operation, good) ?? [];
    });
    return fc.sample(fc.oneof(...ways), { numRuns: REQUESTS, seed: SEED });
  }

  async function send(request: Malformed): Promise<Record<string, unknown>> {
    const answer = await insist(request);
    return Number(answer['status']) >= 500 ? insist(request) : answer;
  }

  async function insist(request: Malformed): Promise<Record<string, unknown>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await sendOnce(request);
      } catch (error) {
        // A body that is too large is refused before it is read, and the connection ends while it is sent.
        if (!isTooLarge(request) || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  async function sendOnce(request: Malformed): Promise<Record<string, unknown>> {
    const { route, url, headers, body } = request;
    const response = await pool.request({
      path: url,
      // Its connection ends: nothing else may go that way.
      reset: isTooLarge(request),
      method: route.split(' ')[0] as Dispatcher.HttpMethod,
      headers: { ...headers, authorization: `Bearer ${bearer}` },
      ...(body !== undefined && { body }),
    });
    const text = await response.body.text();
    const type = String(response.headers['content-type']).split(';')[0];
    return { status: response.statusCode, type, text };
  }

  const bearer = token();

  /** Whether an answer is a problem of the client's with a code that is documented. */
  function isProblem({ status, type, text }: Record<string, unknown>): boolean {
    if (typeof status !== 'number' || status < 400 || status > 499) return false;
    if (type !== 'application/problem+json') return false;
    const problem = JSON.parse(String(text)) as { status: number; code: string };
    const codes = [...ERROR_CODES, `HTTP_${status}`];
    return problem.status === status && codes.includes(problem.code);
  }

  async function rows(): Promise<string[]> {
    const dump = await dumpSchemas(app.databaseUrl, 'hookline', 'public');
    return dump
      .split('\n')
      .filter((line) => !ON_THEIR_OWN.test(line))
      .sort();
  }

  it(
    `are refused as problems, and write nothing: ${REQUESTS} of them`,
    async () => {
      const requests = generate();
      const before = await rows();
      const wrong = new Map<string, object>();
      const next = requests.values();
      const work = async (): Promise<void> => {
        for (const request of next) {
          const answer = await send(request);
          if (isProblem(answer)) continue;
          const { route, what, url, headers, body } = request;
          const text = String(answer['text']).slice(0, 300);
          wrong.set(`${route} ${what}`, {
            ...{ route, what, url: url.slice(0, 300), headers, body: body?.slice(0, 300) },
            ...{ ...answer, text },
          });
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, work));

      expect([...wrong.values()]).toEqual([]);
      expect(failures.filter((failure) => !CONNECT_TIMEOUT.test(failure))).toEqual([]);
      expect(await rows()).toEqual(before);
      const taking = operations.filter(({ parameters, body }) => parameters.length > 0 || body);
      const tried = new Set(requests.map(({ route }) => route));
      expect(tried).toEqual(new Set(taking.map(({ route }) => route)));
    },
    PATIENCE_MS,
  );
});
