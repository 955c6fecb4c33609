import { DataSource } from 'typeorm';
import { eventually } from '../../testing/eventually';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';

describe('A caller’s transaction whose connection is lost', () => {
  let pipeline: Pipeline;
  let host: DataSource;

  beforeAll(async () => {
    pipeline = await startPipeline();
    host = await new DataSource({ type: 'postgres', url: pipeline.database.url }).initialize();
  });

  afterAll(async () => {
    await host.destroy();
    await pipeline.close();
  });

  it('can’t be published in, and nothing is committed beside it', async () => {
    const cut = host.transaction(async (manager) => {
      const [{ pid }] = await manager.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await pipeline.rows('SELECT pg_terminate_backend($1)', [pid]);
      await eventually(() => Promise.resolve(manager.queryRunner?.isReleased));
      const event = { type: 'project.created', data: { name: 'lost' } };
      await pipeline.publisher.publish(event, { tenantId: TENANT, manager });
    });
    await expect(cut).rejects.toThrow('released');
    expect(await pipeline.rows('SELECT id FROM hookline.event')).toEqual([]);
  });
});
