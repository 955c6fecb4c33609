import { SCOPES } from '@hookline/api';
import type { CreatedApiKey } from '@hookline/contracts';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import type { Response } from 'supertest';
import { dumpSchemas } from './testing/dump';
import { FOREIGN_CALLS, type Call } from './testing/foreign-calls';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { readOperations, type Operation, type Schema } from './testing/openapi';
import { acquire, strangersOf, type Possessions } from './testing/possessions';
import { send } from './testing/sender';
import { token } from './testing/token';

/** What parameters and fields are called that can name something of somebody. */
const NAMING = /(^|[a-z])(id|Id|sid)s?$|^(cursor|subject|tag|idempotencyKey|orderingKey)$/;
/** Hundreds of requests: some seconds on an idle machine. */
const PATIENCE_MS = 300_000;
const ACTOR = 'a-developer-of-acme';
const RIVAL_SCOPES = SCOPES.filter((scope) => scope !== 'admin').join(' ');

/** Answers without what differs from one time to the next. */
function comparable({ status, text }: Response): unknown {
  return {
    status,
    text: text
      .replaceAll(/\b(ep|sec|dlv|evt|rpl|key|aud)_[0-9a-z]{26}\b/g, '<id>')
      .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>')
      .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replaceAll(/\b(whsec|hlk)_[\w+/=-]+/g, '<secret>'),
  };
}

/** Names of fields at any depth. */
function fieldsOf({ properties = {}, items }: Schema): string[] {
  const inside = Object.values(properties).flatMap(fieldsOf);
  return [...Object.keys(properties), ...inside, ...(items ? fieldsOf(items) : [])];
}

/** What could name something and is in none of the calls. */
function untried({ parameters, body }: Operation, calls: Call[]): string[] {
  const tried = new Set(JSON.stringify(calls).match(/(?<=")[\w-]+(?=":)/g));
  const names = [...parameters.map(({ name }) => name), ...(body ? fieldsOf(body) : [])];
  const required = parameters.filter((parameter) => parameter.in === 'path');
  return [...names.filter((name) => NAMING.test(name)), ...required.map(({ name }) => name)].filter(
    (name) => !tried.has(name),
  );
}

describe('a foreign tenant', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;
  let operations: Operation[];
  let owned: Possessions;
  let receivers: TestingReceiver[];
  /** The rival's: a token of the host, which is no operator's, and an API key that may do everything. */
  let bearers: string[];
  let emptyLists: unknown[];

  beforeAll(async () => {
    app = await host().env({ HOOKLINE_RATE_LIMIT: '0' }).start();
    acme = callerOf(app, { claims: { sub: ACTOR } });
    operations = (await readOperations(app)).filter(({ secured }) => secured);
    const rival = callerOf(app, { tenant: 'rival' });
    const key = rival.post('/api/webhooks/api-keys', { name: 'rival', scopes: ['admin'] });
    bearers = [
      token({ tenant: 'rival', scope: RIVAL_SCOPES }),
      (await bodyOf<CreatedApiKey>(key.expect(201))).value,
    ];
    emptyLists = await readLists();
    ({ owned, receivers } = await acquire(app, acme, ACTOR));
  });
  afterAll(() => app.close());

  async function readLists(): Promise<unknown[]> {
    const lists = operations.filter(({ route }) => /^GET [^{]*$/.test(route));
    const seen: unknown[] = [];
    for (const list of lists) {
      for (const bearer of bearers) {
        const { route } = list;
        seen.push({ route, ...(comparable(await send(app, list, {}, bearer)) as object) });
      }
    }
    return seen;
  }

  /** The rows of acme; those that are counted together by and by are compared as statistics. */
  async function rowsOfAcme(): Promise<string[]> {
    const dump = await dumpSchemas(app.databaseUrl, 'hookline', 'public');
    const lines = dump
      .split('\n')
      .filter((line) => !/^hookline\.(rollup|endpoint_failure)/.test(line));
    const uuids = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
    const named = lines.filter((line) => line.includes('acme')).join();
    const ids = new Set(named.match(uuids));
    const isTheirs = (line: string): boolean =>
      line.includes('acme') || (line.match(uuids) ?? []).some((id) => ids.has(id));
    return lines.filter(isTheirs).sort();
  }

  /** Whether an answer tells of something that the request did not. */
  function leaksOf({ text }: Response, call: Call): string[] {
    const asked = JSON.stringify(call);
    return [...Object.values<string>({ ...owned }), 'acme'].filter(
      (known) => text.includes(known) && !asked.includes(known),
    );
  }

  it('can be tried with every operation, and everything that names something', () => {
    expect(Object.keys(FOREIGN_CALLS).sort()).toEqual(operations.map(({ route }) => route).sort());
    const missing = operations.flatMap((operation) => {
      const calls = FOREIGN_CALLS[operation.route]?.calls(owned) ?? [];
      return untried(operation, calls).map((name) => `${operation.route}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  it('sees lists and statistics as if there were nobody else', async () => {
    expect(emptyLists.length).toBeGreaterThan(20);
    expect(await readLists()).toEqual(emptyLists);
  });

  it(
    'tells no foreign id from an unknown one, in any operation, and changes nothing',
    async () => {
      const rows = await rowsOfAcme();
      const statistics = await bodyOf(acme.get('/api/webhooks/stats').expect(200));
      const arrived = receivers.map(({ received }) => received.length);
      expect(rows.length).toBeGreaterThan(20);

      for (const operation of operations) {
        const { route } = operation;
        const { status, calls } = FOREIGN_CALLS[route] ?? { status: 0, calls: () => [] };
        const unknown = calls(strangersOf(owned));
        for (const [index, call] of calls(owned).entries()) {
          const statuses: number[] = [];
          for (const bearer of bearers) {
            const expected = await send(app, operation, unknown[index] ?? {}, bearer);
            const answer = await send(app, operation, call, bearer);
            const told = { route, call };
            expect({ ...told, answer: comparable(answer) }).toEqual({
              ...told,
              answer: comparable(expected),
            });
            expect({ ...told, leaks: leaksOf(answer, call) }).toEqual({ ...told, leaks: [] });
            statuses.push(answer.status);
          }
          // One of the two may be refused for its scopes; what answers neither so was not tried.
          expect({ route, statuses }).toEqual({
            route,
            statuses: expect.arrayContaining([status]) as number[],
          });
          expect([status, 403]).toEqual(expect.arrayContaining(statuses));
        }
      }

      expect(await rowsOfAcme()).toEqual(rows);
      expect(await bodyOf(acme.get('/api/webhooks/stats').expect(200))).toEqual(statistics);
      expect(receivers.map(({ received }) => received.length)).toEqual(arrived);
    },
    PATIENCE_MS,
  );

  it('was tried with what there is: its owner finds it', async () => {
    const reads = operations.filter(({ route }) => /^GET .*{(id|projectId)}/.test(route));
    expect(reads.length).toBeGreaterThan(10);
    const bearer = token({ claims: { sub: ACTOR } });
    for (const operation of reads) {
      for (const call of FOREIGN_CALLS[operation.route]?.calls(owned) ?? []) {
        const { status } = await send(app, operation, call, bearer);
        expect({ route: operation.route, call, status }).toMatchObject({ status: 200 });
      }
    }
  });
});
