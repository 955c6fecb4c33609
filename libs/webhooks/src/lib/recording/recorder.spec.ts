import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';

describe('Recorder', () => {
  let pipeline: Pipeline;

  beforeEach(async () => {
    pipeline = await startPipeline();
  });

  afterEach(() => pipeline.close());

  const publish = (name: string) =>
    pipeline.publisher.publish({ type: 'project.created', data: { name } }, { tenantId: TENANT });

  const statuses = async () =>
    (await pipeline.rows<{ status: string }>('SELECT status FROM hookline.delivery')).map(
      ({ status }) => status,
    );

  it('keeps outcomes while recording fails, sends nothing meanwhile, and goes on by itself', async () => {
    await pipeline.endpoint();
    await pipeline.rows(`ALTER TABLE hookline.attempt RENAME TO attempt_away`);
    await publish('sent, not recorded');
    await pipeline.receiver.count(1);
    // The next one is stored, owned, and has to wait.
    await eventually(async () => {
      await publish('waits');
      const { length } = await statuses();
      return length >= 20;
    });
    const sentWhileFailing = pipeline.receiver.requests.length;
    await pipeline.rows(`ALTER TABLE hookline.attempt_away RENAME TO attempt`);
    await eventually(async () => (await statuses()).every((status) => status === 'delivered'));
    const { length } = await statuses();
    expect(sentWhileFailing).toBeLessThan(length);
    expect(pipeline.receiver.requests).toHaveLength(length);
  });

  it('stores an outcome whose response Postgres refuses, without the response', async () => {
    await pipeline.endpoint();
    await pipeline.rows(
      `ALTER TABLE hookline.attempt ADD CONSTRAINT refuse CHECK (response_body IS DISTINCT FROM 'poison')`,
    );
    let answered = 0;
    pipeline.receiver.answer = () => ({
      status: 200,
      body: (answered += 1) === 2 ? 'poison' : 'fine',
    });
    await Promise.all(['a', 'b', 'c', 'd'].map(publish));
    await eventually(async () => (await statuses()).every((status) => status === 'delivered'));
    const bodies = await pipeline.rows<{ response_body: string | null }>(
      'SELECT response_body FROM hookline.attempt ORDER BY response_body NULLS LAST',
    );
    expect(bodies.map(({ response_body: body }) => body)).toEqual(['fine', 'fine', 'fine', null]);
  });
});
