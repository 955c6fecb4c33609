import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../create-app';
import { isReady, readiness } from '../testing/readiness';
import { createTemporaryDatabase } from '../testing/temporary-database';

const SECRET = 'a-secret-of-more-than-thirty-two-bytes';

describe('the health of the host', () => {
  it('tells a process that answers from one that can serve', async () => {
    const database = await createTemporaryDatabase();
    const env = { DATABASE_URL: database.url, JWT_SECRET: SECRET, LOG_LEVEL: 'fatal' };
    const app = await createApp(env);
    await app.init();
    const server = app.getHttpServer();
    await request(server).get('/health/live').expect(200, { status: 'ok' });
    const ready = await readiness(server, isReady);
    expect(ready.status).toBe(200);
    const up = { status: 'up' };
    expect(ready.body).toMatchObject({
      status: 'ok',
      details: { database: up, webhooks: { ...up, database: up, queue: up, heartbeat: up } },
    });

    await app.get(DataSource).destroy();

    await request(server).get('/health/live').expect(200);
    const broken = await request(server).get('/health/ready').expect(503);
    expect(broken.body).toMatchObject({ status: 'error', error: { database: { status: 'down' } } });
    await app.close();
    await database.drop();
  });
});
