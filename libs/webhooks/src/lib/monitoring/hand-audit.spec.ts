import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { eventually } from '../../testing/eventually';
import { actingAs } from '../audit/actor';
import { WebhookReplaysService } from '../replay/webhook-replays.service';
import { WebhookErasureService } from '../retention/webhook-erasure.service';
import { AuditEntity } from '../storage/entities';
import { WebhookDeadLettersService } from './webhook-dead-letters.service';
import { WebhookDeliveriesService } from './webhook-deliveries.service';
import { WebhookQueueService } from './webhook-queue.service';

describe('The audit trail of what is done by hand', () => {
  let pipeline: Pipeline;
  let deliveries: WebhookDeliveriesService;
  let deadLetters: WebhookDeadLettersService;

  beforeEach(async () => {
    const retryPolicy = {
      strategy: 'constant',
      maxAttempts: 1,
      delayMs: 1_000,
      jitter: 0,
    } as const;
    pipeline = await startPipeline({ delivery: { retryPolicy } });
    deliveries = pipeline.module.get(WebhookDeliveriesService);
    deadLetters = pipeline.module.get(WebhookDeadLettersService);
    pipeline.receiver.answer = () => ({ status: 500 });
    await pipeline.endpoint();
  });
  afterEach(() => pipeline.close());

  const entries = async (kind: string) =>
    (await pipeline.database.dataSource.manager.find(AuditEntity, { order: { id: 'ASC' } })).filter(
      ({ action }) => action.startsWith(kind),
    );

  async function publish(subject = 'ada'): Promise<string> {
    const event = { type: 'user.changed', data: { secret: 'planted-payload' } };
    const published = await pipeline.publisher.publish(event, { tenantId: TENANT, subject });
    return published.deliveries[0] ?? '';
  }

  async function buried(subject?: string): Promise<string> {
    const id = await publish(subject);
    await eventually(async () => (await deliveries.findById(TENANT, id)).status === 'dead_letter');
    return id;
  }

  it('tells of a delivery that was repeated or taken back, by whom', async () => {
    const id = await buried();
    const ada = { type: 'user', id: 'ada' } as const;
    await actingAs(ada, () => deliveries.retry(TENANT, id));
    await expect(deliveries.cancel(TENANT, id)).rejects.toThrow();
    await pipeline.rows(`UPDATE hookline.delivery SET completed_at = NULL, status = 'retrying',
      due_at = now() + interval '1 day' WHERE id = (SELECT max(id::text)::uuid FROM hookline.delivery
      WHERE retry_of IS NULL)`);
    await actingAs(ada, () => deliveries.cancel(TENANT, id));
    await deliveries.cancel(TENANT, id);
    const by = { tenantId: TENANT, actorType: 'user', actorId: 'ada', resourceId: id };
    expect(await entries('delivery.')).toMatchObject([
      { ...by, action: 'delivery.retried', after: { count: 1 } },
      { ...by, action: 'delivery.cancelled' },
    ]);
  });

  it('tells of dead letters how many, in one entry for all', async () => {
    const ids = [await buried(), await buried(), await buried()];
    const filter = { eventType: 'user.changed' };
    await deadLetters.retry(TENANT, { ids: ids.slice(0, 2) });
    await deadLetters.retry(TENANT, { filter });
    await deadLetters.retry(TENANT, { filter: { eventType: 'nothing' } });
    await deadLetters.purge(TENANT, { ids });
    const all = { tenantId: TENANT, actorType: 'system', resourceId: null };
    expect(await entries('dead_letter.')).toMatchObject([
      { ...all, action: 'dead_letter.retried', after: { count: 2 } },
      { ...all, action: 'dead_letter.retried', after: { filter } },
      { ...all, action: 'dead_letter.purged', after: { count: 3 } },
    ]);
  });

  it('tells each tenant that an operator repeated its dead letters', async () => {
    await buried();
    expect(await deadLetters.retryAll()).toMatchObject({ count: 1 });
    expect(await entries('dead_letter.')).toMatchObject([
      { tenantId: TENANT, action: 'dead_letter.retried', after: { count: 1 } },
    ]);
  });

  it('tells of a replay that was begun or ended', async () => {
    const replays = pipeline.module.get(WebhookReplaysService);
    const { id } = await replays.create(TENANT, { eventTypes: ['user.*'], ratePerSecond: 1 });
    await pipeline.rows(`UPDATE hookline.replay SET status = 'running', completed_at = NULL,
      next_at = now() + interval '1 day'`);
    await replays.cancel(TENANT, id);
    await replays.cancel(TENANT, id);
    expect(await entries('replay.')).toMatchObject([
      { action: 'replay.created', resourceId: id, after: { eventTypes: ['user.*'] } },
      { action: 'replay.cancelled', resourceId: id, before: null, after: null },
    ]);
  });

  it('tells that a subject was erased, and nothing of the payload', async () => {
    await buried('grace');
    const erasure = pipeline.module.get(WebhookErasureService);
    for (let round = 0; round < 2; round += 1) await erasure.eraseSubject(TENANT, 'grace');
    const told = await entries('subject.');
    const after = { events: 1, cancelled: 0 };
    expect(told).toMatchObject([{ action: 'subject.erased', resourceId: 'grace', after }]);
    expect(JSON.stringify(told)).not.toContain('planted');
  });

  it('tells that the queue was paused or resumed, once and to no tenant', async () => {
    const queue = pipeline.module.get(WebhookQueueService);
    for (const change of ['pause', 'pause', 'resume', 'resume'] as const) await queue[change]();
    expect(await entries('queue.')).toMatchObject([
      { action: 'queue.paused', tenantId: '' },
      { action: 'queue.resumed', tenantId: '' },
    ]);
  });

  it('is not written where the change is undone', async () => {
    const id = await buried();
    await pipeline.rows(`CREATE FUNCTION hookline.refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON hookline.audit EXECUTE FUNCTION hookline.refuse()`);
    await expect(deadLetters.purge(TENANT, { ids: [id] })).rejects.toThrow('refused');
    await expect(deliveries.retry(TENANT, id)).rejects.toThrow('refused');
    expect(await pipeline.rows('SELECT id FROM hookline.delivery')).toHaveLength(1);
  });
});
