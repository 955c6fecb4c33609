import { Queue, Worker } from 'bullmq';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { createEmptyDatabase } from '../../testing/test-database';
import { createPatientPostgresBackend } from './patient-postgres-backend';

describe("BullMQ's Postgres backend", () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let admin: Client;
  let role: string;
  /** Of a role that may not create a schema yet. */
  let connection: object;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    role = `queue_${randomBytes(6).toString('hex')}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'queue'`);
    const own = new URL(database.url);
    own.username = role;
    own.password = 'queue';
    connection = { connectionString: own.href, schema: 'spec_queue', migrate: true, max: 2 };
  });

  afterEach(async () => {
    await admin.query(`DROP OWNED BY ${role}`);
    await admin.query(`DROP ROLE ${role}`);
    await admin.end();
    await database.drop();
  });

  const mayCreate = async (): Promise<void> => {
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`GRANT CREATE ON DATABASE ${name} TO ${role}`);
  };

  it('works after a first connection that failed', async () => {
    const queue = new Queue('spec', { connection }, createPatientPostgresBackend);
    queue.on('error', () => undefined);
    await expect(queue.waitUntilReady()).rejects.toMatchObject({ code: '42501' });
    await expect(queue.add('job', {})).rejects.toMatchObject({ code: '42501' });
    await mayCreate();
    expect(await queue.add('job', {})).toHaveProperty('id');
    await queue.close();
  });

  it('does not ask a queue that is away again and again without a pause', async () => {
    const startedAt = performance.now();
    const worker = new Worker(
      'spec',
      () => Promise.resolve(),
      { connection },
      createPatientPostgresBackend,
    );
    let errors = 0;
    const third = new Promise<void>((resolve) => {
      worker.on('error', () => {
        errors += 1;
        if (errors === 3) resolve();
      });
    });
    await third;
    // Of two loops, each waits half a second between two questions.
    expect(performance.now() - startedAt).toBeGreaterThan(450);
    await mayCreate();
    const queue = new Queue('spec', { connection }, createPatientPostgresBackend);
    const done = new Promise<string>((resolve) => {
      worker.on('completed', (job) => resolve(job.name));
    });
    await queue.add('first', {});
    expect(await done).toBe('first');
    await queue.close();
    await worker.close();
  });
});
