import type { EndpointStory, EventFilter } from '@hookline/contracts';
import { eventually } from '../../testing/eventually';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import { WebhookStoriesService } from './webhook-stories.service';

describe('The story of an event', () => {
  let pipeline: Pipeline;
  let stories: WebhookStoriesService;

  beforeAll(async () => {
    pipeline = await startPipeline();
    stories = pipeline.module.get(WebhookStoriesService);
  });
  afterAll(() => pipeline.close());

  const publish = async (type: string, data: object = {}) =>
    (await pipeline.publisher.publish({ type, data }, { tenantId: TENANT })).id;
  const tell = async (eventId: string, endpointId: string): Promise<EndpointStory> => {
    const { endpoints } = await stories.findById(TENANT, eventId);
    return endpoints.find((endpoint) => endpoint.endpointId === endpointId) as EndpointStory;
  };

  it('tells of every attempt, and of what comes next', async () => {
    const id = await pipeline.endpoint({
      events: ['story.told'],
      retryPolicy: { strategy: 'schedule', delaysMs: [0, 60_000], jitter: 0 },
    });
    pipeline.receiver.answer = () => ({ status: 503 });
    const event = await publish('story.told');
    const story = await eventually(async () => {
      const found = await tell(event, id);
      return found.deliveries[0]?.status === 'retrying' && found;
    });
    expect(story).toMatchObject({ pattern: 'story.told', changedSince: false, obstacles: [] });
    expect(story.deliveries[0]).toMatchObject({
      attempts: 1,
      attemptLog: [{ number: 1, status: 503, errorCode: 'http_status' }],
    });
    expect(story.summary).toBe(
      `Waits after 1 attempt; the next attempt is due at ${story.deliveries[0]?.nextAttemptAt ?? ''}.`,
    );
    pipeline.receiver.answer = () => ({ status: 204 });
  });

  it('says why endpoints did not get it', async () => {
    const filter: EventFilter = { path: 'amount', gte: 100 };
    const off = await pipeline.endpoint({ events: ['why.not'], active: false });
    const other = await pipeline.endpoint({ events: ['else.*'] });
    const picky = await pipeline.endpoint({ events: ['why.*'], filter });
    const changed = await pipeline.endpoint({ events: ['else.*'] });
    const event = await publish('why.not', { amount: 5 });
    await pipeline.registry.update(TENANT, changed, { events: ['why.*'] });
    const late = await pipeline.endpoint({ events: ['why.not'] });
    expect((await tell(event, off)).obstacles).toEqual(['paused']);
    expect((await tell(event, other)).obstacles).toEqual(['pattern']);
    expect(await tell(event, picky)).toMatchObject({
      pattern: 'why.*',
      obstacles: ['filter'],
      deliveries: [],
      summary: 'Not sent: its filter does not want this payload.',
    });
    expect(await tell(event, changed)).toMatchObject({
      obstacles: ['changed'],
      changedSince: true,
    });
    expect((await tell(event, late)).obstacles).toEqual(['not_yet']);
  });

  it('does not blame a switch that came later', async () => {
    const id = await pipeline.endpoint({ events: ['else.only'] });
    const event = await publish('later.off');
    await pipeline.registry.pause(TENANT, id);
    expect((await tell(event, id)).obstacles).toEqual(['pattern']);
  });

  it('tells of an endpoint that was deleted, if it got the event', async () => {
    const id = await pipeline.endpoint({ events: ['short.lived'] });
    const unasked = await pipeline.endpoint({ events: ['nothing.ever'] });
    const event = await publish('short.lived');
    await eventually(async () => (await tell(event, id)).deliveries[0]?.status === 'delivered');
    await pipeline.registry.delete(TENANT, id);
    await pipeline.registry.delete(TENANT, unasked);
    expect((await tell(event, id)).summary).toMatch(/^Delivered at .*, after 1 attempt\.$/);
    expect(await tell(event, unasked)).toBeUndefined();
  });

  it('is found by its own tenant only', async () => {
    const event = await publish('some.event');
    await expect(stories.findById('intruder', event)).rejects.toThrow('There is no event');
    await expect(stories.findById(TENANT, 'dlv_x')).rejects.toThrow('is not an id');
  });
});
