import type { CreatedApiKey } from '@hookline/contracts';
import type { WebhooksTestingApp } from '@hookline/testing';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '@hookline/webhooks';
import request from 'supertest';
import { GroupCommit } from '../../../libs/webhooks/src/lib/publishing/group-commit';
import { contract } from './testing/contract';
import { eventually } from './testing/eventually';
import { FOREIGN_CALLS, type Call } from './testing/foreign-calls';
import { bodyOf, host } from './testing/host';
import { readOperations, type Operation } from './testing/openapi';
import { untilReady } from './testing/ready';
import { refusalOf } from './testing/refusals';
import { send } from './testing/sender';
import { successOf } from './testing/successes';
import { token } from './testing/token';
import { World } from './testing/world';

/** Caused for all operations at once, by what the whole host is in. */
const BY_CONDITION = [
  'HOOKLINE_RATE_LIMITED',
  'HOOKLINE_INTERNAL',
  'HTTP_503',
  'HOOKLINE_DATABASE_READ_ONLY',
  'HOOKLINE_PUBLISH_OVERLOADED',
  'HOOKLINE_PUBLISHER_CLOSED',
  'HOOKLINE_INBOUND_UNCONFIGURED',
];
const SILENT = { logger: false } as const;
/** Hundreds of requests; half a minute on two idle cores, which other runs may have too. */
const PATIENCE_MS = 300_000;

/** Answers when they have ended. */
const END_CONNECTIONS = `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

type Choose = (operation: Operation) => Promise<Call | undefined> | Call | undefined;

/**
 * Every operation of the document, with every answer that it has there. What was answered is taken down
 * by the contract that all exchanges are held to; nothing here says of itself that it was tested.
 */
describe('every operation of the OpenAPI document', () => {
  let app: WebhooksTestingApp;
  let world: World;
  let operations: Operation[];
  let bearer: string;
  let apiKey: string;

  beforeAll(async () => {
    app = await host(SILENT).env({ HOOKLINE_RATE_LIMIT: '0' }).start();
    operations = await readOperations(app);
    await request(app.http).get('/health/deliveries').expect(200);
    await untilReady(app);
    world = await World.of(app, 'tester');
    bearer = token();
    const body = { name: 'operations', scopes: ['admin'] };
    const created = world.owner.post('/api/webhooks/api-keys', body).expect(201);
    apiKey = (await bodyOf<CreatedApiKey>(created)).value;
  });
  afterAll(() => app.close());

  const answerOf = ({ route }: Operation, { status, code }: Operation['answers'][number]): string =>
    [route, status, code].filter((part) => part !== undefined).join(' ');

  /** Of somebody else, so that nothing is changed where a condition does not count. */
  const stranger: Choose = ({ route }) => FOREIGN_CALLS[route]?.calls(world.strange)[0];
  const succeeding: Choose = ({ route }) => successOf(route, 0, world);

  /** Calls every operation that has a code, by each of the bearers until one is answered with it. */
  async function provoke(
    code: string,
    at: WebhooksTestingApp,
    { bearers = [bearer], choose = stranger }: { bearers?: string[]; choose?: Choose } = {},
  ): Promise<void> {
    for (const operation of operations) {
      if (!operation.answers.some((answer) => answer.code === code)) continue;
      const call = (await choose(operation)) ?? {};
      for (const attempt of bearers) {
        const answer = await send(at, operation, call, attempt);
        if ((answer.body as { code?: string }).code === code) break;
      }
    }
  }

  it(
    'is refused in every documented way that is its own',
    async () => {
      for (const operation of operations) {
        const good = (await succeeding(operation)) ?? {};
        for (const { code } of operation.answers) {
          if (code === undefined || BY_CONDITION.includes(code)) continue;
          const refusal = await refusalOf(code, { operation, good, world });
          if (refusal === undefined) continue;
          const { call, bearer: other = bearer } = refusal;
          await send(app, operation, call, other ?? undefined);
        }
      }
    },
    PATIENCE_MS,
  );

  it(
    'succeeds',
    async () => {
      for (const operation of operations) {
        for (const { status } of operation.answers.filter((answer) => answer.status < 300)) {
          const call = await successOf(operation.route, status, world);
          if (call !== undefined) await send(app, operation, call, bearer);
        }
      }
    },
    PATIENCE_MS,
  );

  it(
    'is refused to callers who ask too much, and to senders who were not agreed on',
    async () => {
      const none = { STRIPE_WEBHOOK_SECRET: undefined, CLERK_WEBHOOK_SECRET: undefined };
      const env = { ...none, HOOKLINE_RATE_LIMIT: '1' };
      await using limited = await host(SILENT).env(env).beside(app).start();
      await provoke('HOOKLINE_RATE_LIMITED', limited, { bearers: [bearer, bearer, bearer] });
      await provoke('HOOKLINE_INBOUND_UNCONFIGURED', limited, { choose: succeeding });
    },
    PATIENCE_MS,
  );

  it(
    'is refused while the keys of tokens can not be read',
    async () => {
      const env = { JWT_SECRET: undefined, JWT_JWKS_URL: 'http://127.0.0.1:9/jwks.json' };
      await using keyless = await host(SILENT).env(env).beside(app).start();
      const asymmetric = token({ header: { alg: 'RS256', kid: 'unknown' } });
      await provoke('HTTP_503', keyless, { bearers: [asymmetric] });
    },
    PATIENCE_MS,
  );

  it(
    'is refused while too much waits, and when the application stops',
    async () => {
      const { publishing } = app.get<WebhooksConfig>(WEBHOOKS_CONFIG);
      const { maxWaitingEvents } = publishing;
      Object.assign(publishing, { maxWaitingEvents: 0 });
      await provoke('HOOKLINE_PUBLISH_OVERLOADED', app, { choose: succeeding });
      Object.assign(publishing, { maxWaitingEvents });
      await using stopping = await host(SILENT).beside(app).start();
      await stopping.get(GroupCommit).close();
      await provoke('HOOKLINE_PUBLISHER_CLOSED', stopping, { choose: succeeding });
    },
    PATIENCE_MS,
  );

  it('tells that deliveries fail', async () => {
    const refusing = await app.receiver({ events: ['user.deleted'] });
    refusing.fails(400);
    const items = Array.from({ length: 100 }, (_, n) => ({
      type: 'user.deleted',
      data: { id: `user_${n}` },
    }));
    await world.owner.post('/api/webhooks/publish/batch', { items }).expect(202);
    const health = () => request(app.http).get('/health/deliveries');
    expect((await eventually(health, ({ status }) => status === 503)).status).toBe(503);
  });

  it(
    'is refused when something is broken, and while the database takes no writes',
    async () => {
      // A connection may end under a call, which is then answered with something else.
      const bearers = [bearer, apiKey, bearer, apiKey];
      const name = new URL(app.databaseUrl).pathname.slice(1);
      await world.query('ALTER SCHEMA hookline RENAME TO away');
      await world.query('ALTER SCHEMA public RENAME TO away_too');
      await provoke('HOOKLINE_INTERNAL', app, { bearers });
      await world.query('ALTER SCHEMA away RENAME TO hookline');
      await world.query('ALTER SCHEMA away_too RENAME TO public');

      const readOnly = `ALTER DATABASE "${name}" SET default_transaction_read_only = on`;
      await world.query(readOnly);
      await world.query(END_CONNECTIONS);
      await provoke('HOOKLINE_DATABASE_READ_ONLY', app, { bearers });
      const ready = () => request(app.http).get('/health/ready');
      expect(await eventually(ready, ({ status }) => status === 503)).toMatchObject({
        status: 503,
      });
      await world.query(readOnly.replace('= on', '= off'));
      await world.query(END_CONNECTIONS);
    },
    PATIENCE_MS,
  );

  it('was answered in every way that the document has, and no other', () => {
    const documented = operations.flatMap((operation) =>
      operation.answers.map((answer) => answerOf(operation, answer)),
    );
    expect(documented.length).toBeGreaterThan(400);
    expect(documented.filter((answer) => !contract.answers.has(answer))).toEqual([]);
  });
});
