import { Client } from 'pg';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { RestartablePostgres } from '../../testing/restartable-postgres';
import { WebhooksHealth } from '../monitoring/webhooks-health';

/** What is promised: everything works again this long after a cause is gone. */
const RECOVERY_MS = 10_000;

describe('A server that takes no writes for a while', () => {
  let postgres: RestartablePostgres;
  let pipeline: Pipeline;
  /** Numbers of the events whose publishing was acknowledged. */
  let acknowledged: number[];
  let next: number;

  beforeAll(async () => {
    postgres = await RestartablePostgres.start();
  });

  beforeEach(async () => {
    pipeline = await startPipeline({}, postgres.url);
    acknowledged = [];
    next = 0;
    await pipeline.endpoint();
  });

  afterEach(() => pipeline.close());
  afterAll(() => postgres.stop());

  async function asAdmin(...statements: string[]): Promise<void> {
    const admin = new Client({
      connectionString: pipeline.database.url,
      options: '-c default_transaction_read_only=off',
    });
    await admin.connect();
    for (const sql of statements) await admin.query(sql);
    await admin.end();
  }

  /** Publishes until it is refused, or for some time, or acknowledged `count` times. */
  async function publish(count: number): Promise<Error | undefined> {
    for (let done = 0; done < count; done += 1) {
      const number = (next += 1);
      const event = { type: 'order.numbered', data: { number } };
      const options =
        number % 3 === 0
          ? { tenantId: TENANT, idempotencyKey: `order ${number}` }
          : { tenantId: TENANT };
      try {
        await pipeline.publisher.publish(event, options);
        acknowledged.push(number);
      } catch (error) {
        return error as Error;
      }
    }
    return undefined;
  }

  /** Publishes until it is refused for this reason. On connections that are just given up there are others. */
  const refusedWith = (code: RegExp) =>
    eventually(async () => {
      const refused = (await publish(1)) as { code?: string } | undefined;
      return code.test(refused?.code ?? '');
    });

  const health = () => pipeline.module.get(WebhooksHealth).check();

  /** Every acknowledged event has arrived, and Postgres has nothing left to do. */
  const allArrived = () =>
    eventually(async () => {
      const numbers = pipeline.receiver.requests.map(
        ({ body }) => (JSON.parse(body) as { data: { number: number } }).data.number,
      );
      const live = await pipeline.rows(
        'SELECT 1 FROM hookline.delivery WHERE completed_at IS NULL',
      );
      return acknowledged.every((number) => numbers.includes(number)) && live.length === 0;
    }, RECOVERY_MS);

  const pids = async () =>
    (
      await pipeline.rows<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'hookline%'`,
      )
    ).map(({ pid }) => pid);

  it('is left by every connection, and work goes on when it takes them again', async () => {
    await publish(20);
    const before = await pids();
    await asAdmin('ALTER SYSTEM SET default_transaction_read_only = on', 'SELECT pg_reload_conf()');
    await refusedWith(/^(25006|HOOKLINE_DATABASE_READ_ONLY)$/);
    await eventually(async () => (await health()).parts.database?.status === 'down');
    // None of them stays: neither those that only read, nor the one that listens.
    await eventually(async () => (await pids()).every((pid) => !before.includes(pid)));
    await asAdmin('ALTER SYSTEM RESET default_transaction_read_only', 'SELECT pg_reload_conf()');
    await eventually(async () => (await health()).status === 'up', RECOVERY_MS);
    expect(await publish(20)).toBeUndefined();
    await allArrived();
  });

  it('is not connected to while only its old connections write', async () => {
    await publish(5);
    const name = new URL(pipeline.database.url).pathname.slice(1);
    await asAdmin(
      `ALTER DATABASE ${name} SET default_transaction_read_only = on`,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'hookline%'`,
    );
    // First of connections that were cut, then of new ones.
    await eventually(async () => {
      const { status, reason } = (await health()).parts.database ?? {};
      return status === 'down' && reason === 'does not answer (HOOKLINE_DATABASE_READ_ONLY)';
    });
    await refusedWith(/^HOOKLINE_DATABASE_READ_ONLY$/);
    await asAdmin(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    await eventually(async () => (await health()).status === 'up', RECOVERY_MS);
    expect(await publish(5)).toBeUndefined();
    await allArrived();
  });
});
