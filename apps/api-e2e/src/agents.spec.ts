import type { WebhooksTestingApp } from '@hookline/testing';
import { Client } from 'pg';
import { eventually } from './testing/eventually';
import { bodyOf, callerOf, host } from './testing/host';
import { HostProcess } from './testing/host-process';

const AGENTS = 200;

describe('silent agents', () => {
  let app: WebhooksTestingApp;
  let database: Client;
  const processes: HostProcess[] = [];
  /** What was opened, in order. */
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    // Its clock stands still: for this one, nobody is ever silent.
    app = await host().start();
    closing.push(() => app.close());
    database = new Client({ connectionString: app.databaseUrl });
    await database.connect();
    closing.push(() => database.end());
    const env = { DATABASE_URL: app.databaseUrl, AGENT_TIMEOUT_SECONDS: '1' };
    closing.push(() => Promise.all(processes.map((process) => process.stop())));
    for (let count = 0; count < 2; count += 1) processes.push(await HostProcess.start(env));
  }, 300_000);
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  it('are taken for gone once, by two processes that sweep at once; others are left alone', async () => {
    await database.query(
      `INSERT INTO public.agent
         (id, tenant_id, name, platform, version, status, connected_at, last_seen_at)
       SELECT gen_random_uuid(), 'acme', 'agent ' || number, 'linux', '1',
         CASE number % 2 WHEN 0 THEN 'ONLINE' ELSE 'BUSY' END, now() - interval '1 hour',
         CASE WHEN number > $1 THEN now() + interval '1 hour' ELSE now() - interval '1 hour' END
       FROM generate_series(1, $1 + 1) AS number`,
      [AGENTS],
    );
    const connected = async (): Promise<string[]> => {
      const found = await database.query<{ name: string }>(
        "SELECT name FROM public.agent WHERE status <> 'OFFLINE'",
      );
      return found.rows.map(({ name }) => name);
    };
    const left = await eventually(connected, (names) => names.length <= 1, 120_000);
    expect(left).toEqual([`agent ${AGENTS + 1}`]);
    // Whatever they were at is finished then.
    await Promise.all(processes.map((process) => process.stop()));

    const { rows } = await database.query<{ type: string; events: number; agents: number }>(
      `SELECT type, count(*)::int AS events, count(DISTINCT body::json #>> '{data,id}')::int AS agents
       FROM hookline.event GROUP BY type ORDER BY type`,
    );
    expect(rows).toEqual(
      ['agent.disconnected', 'agent.status_changed'].map((type) => ({
        type,
        events: AGENTS,
        agents: AGENTS,
      })),
    );
    const { items } = await bodyOf<{ items: object[] }>(
      callerOf(app).get('/api/agents?status=OFFLINE&limit=100').expect(200),
    );
    expect(items).toHaveLength(100);
  }, 180_000);
});
