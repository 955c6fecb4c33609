import { ProjectCreated } from '@hookline/api';
import type { WebhooksTestingApp } from '@hookline/testing';
import { bodyOf, callerOf, host } from './testing/host';
import { describeRedis, REDIS_URL } from './testing/redis';
import { startWorker } from './testing/worker';

/** The same for every queue: a process that only publishes, and one that only delivers. */
function publisherAndWorker(redisUrl: string | undefined): void {
  let publisher: WebhooksTestingApp;
  let worker: WebhooksTestingApp;

  beforeAll(async () => {
    publisher = await host().env({ HOOKLINE_WORKER: 'false', REDIS_URL: redisUrl }).start();
    worker = await startWorker(publisher, redisUrl);
  });
  afterAll(async () => {
    await worker.close();
    await publisher.close();
  });

  it('delivers what the other process published, and retries it', async () => {
    const acme = callerOf(publisher);
    const receiver = await publisher.receiver({ events: ['project.created'] });
    receiver.fails(503, { times: 2 });
    const startedAt = publisher.clock.now();
    await acme.post('/api/projects', { name: 'x' }).expect(201);
    // The clock stands still, so no sweeper can have found it: it came through the queue.
    expect(await receiver.next()).toBeWebhook(ProjectCreated, { name: 'x' });
    expect(publisher.clock.now()).toBe(startedAt);
    await publisher.clock.untilDelivered();
    expect(receiver.received.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    for (const webhook of receiver.received)
      expect(webhook).toBeWebhook(ProjectCreated, { name: 'x' });
  });

  it('delivers many, each once', async () => {
    const acme = callerOf(publisher);
    const receiver = await publisher.receiver({ events: ['project.created'] });
    const names = Array.from({ length: 40 }, (_, index) => `project ${index}`);
    await Promise.all(names.map((name) => acme.post('/api/projects', { name }).expect(201)));
    await publisher.clock.untilDelivered();
    const received = receiver.received.map(({ data }) => (data as { name: string }).name);
    expect(received.sort()).toEqual(names.sort());
  });

  it('tries an endpoint out in the other process', async () => {
    const acme = callerOf(publisher);
    const receiver = await publisher.receiver();
    const body = await bodyOf<unknown>(
      acme.post(`/api/webhooks/${receiver.endpoint.id}/test`).expect(200),
    );
    expect(body).toMatchObject({ delivered: true, attempt: { status: 200 } });
  });
}

describe('a publisher and a worker with the queue in Postgres', () =>
  publisherAndWorker(undefined));
describeRedis('a publisher and a worker with the queue in Redis [redis]', () =>
  publisherAndWorker(REDIS_URL),
);

describe('a worker that is not there', () => {
  it('loses nothing: what was published is delivered when it comes', async () => {
    await using publisher = await host().env({ HOOKLINE_WORKER: 'false' }).start();
    const receiver = await publisher.receiver();
    await callerOf(publisher).post('/api/projects', { name: 'early' }).expect(201);
    expect(receiver.received).toHaveLength(0);
    await using worker = await startWorker(publisher, undefined);
    await worker.clock.untilDelivered();
    expect(await receiver.next()).toBeWebhook(ProjectCreated, { name: 'early' });
  });
});
