import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import request, { type Response } from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../create-app';
import { isReady, readiness } from '../testing/readiness';
import { createTemporaryDatabase, type TemporaryDatabase } from '../testing/temporary-database';

/** Whether the sweep is down for good, and not only late. */
function sweepFails({ body }: Response): boolean {
  const { error } = body as { error?: { webhooks?: { sweep?: { reason?: string } } } };
  return error?.webhooks?.sweep?.reason?.startsWith('fails') === true;
}

describe('readiness', () => {
  let database: TemporaryDatabase;
  let app: NestExpressApplication;
  let server: Server;

  beforeEach(async () => {
    database = await createTemporaryDatabase();
  });

  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    app = await createApp({ DATABASE_URL: database.url, LOG_LEVEL: 'fatal', ...env });
    await app.init();
    server = app.getHttpServer();
  }

  it('names the part of the webhooks that is not well', async () => {
    await start();

    await app.get(DataSource).query('ALTER SCHEMA hookline RENAME TO elsewhere');

    // Another part may be late first, when the machine stalls.
    const response = await readiness(server, sweepFails);
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({
      status: 'error',
      info: { database: { status: 'up' } },
      error: {
        webhooks: { status: 'down', sweep: { status: 'down', reason: 'fails (SQLSTATE 42P01)' } },
      },
    });
  });

  it('is all that a process serves that only delivers', async () => {
    await start({
      NODE_ENV: 'production',
      HOOKLINE_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
      HOOKLINE_WORKER: 'only',
    });

    const ready = await readiness(server, isReady);
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ details: { webhooks: { recording: { status: 'up' } } } });
    expect(ready.body).not.toHaveProperty('details.database');
    await request(server).get('/health/live').expect(200);
    await request(server).get('/api/webhooks').expect(404);
  });
});
