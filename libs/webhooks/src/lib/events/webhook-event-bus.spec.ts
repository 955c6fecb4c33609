import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { IsString } from 'class-validator';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { EventsTestingModule } from './testing/events-testing-module';
import { RecordingPublisher } from './testing/recording-publisher';
import { WebhookEvent } from './webhook-event.decorator';
import { WebhookEventBus } from './webhook-event-bus';
import type { WebhooksConfig } from '../webhooks.config';

@WebhookEvent('project.created')
class ProjectCreated {
  @IsString() name = 'hunter2';
}

const ambient = { query: () => Promise.resolve([]) };
const own = { query: () => Promise.resolve([]) };

describe('WebhookEventBus', () => {
  const publisher = new RecordingPublisher();
  const logged: string[] = [];
  let open: typeof ambient | undefined;
  let bus: WebhookEventBus<ProjectCreated>;
  let close: () => Promise<void>;

  beforeEach(async () => {
    publisher.published.length = 0;
    publisher.failure = undefined;
    logged.length = 0;
    open = undefined;
    const ambientManager = (() => open) as WebhooksConfig['ambientManager'];
    const app = await Test.createTestingModule({
      imports: [EventsTestingModule.with(publisher, { ambientManager, events: [ProjectCreated] })],
    }).compile();
    await app.init();
    app.useLogger({
      log: () => undefined,
      warn: () => undefined,
      error: (message: string) => logged.push(message),
    });
    bus = app.get(WebhookEventBus);
    close = () => app.close();
  });
  afterEach(async () => {
    await close();
    Logger.overrideLogger(['error', 'warn']);
  });

  it('hands the event to the publisher and answers what it answers', async () => {
    const event = new ProjectCreated();
    const published = await bus.emit(event, { tenantId: 'a', tags: ['x'] });
    expect(published).toEqual({ id: 'evt_1', deliveries: [], duplicate: false });
    expect(publisher.published).toEqual([{ event, context: { tenantId: 'a', tags: ['x'] } }]);
    expect(publisher.published[0]?.event).toBe(event);
  });

  it('rejects when the event was not stored', async () => {
    publisher.failure = new Error('no room');
    await expect(bus.emit(new ProjectCreated())).rejects.toBe(publisher.failure);
  });

  it('uses the open transaction, unless another manager is passed', async () => {
    open = ambient;
    await bus.emit(new ProjectCreated());
    await bus.emit(new ProjectCreated(), { manager: own });
    expect(publisher.published.map(({ context }) => context.manager)).toEqual([ambient, own]);
    expect(publisher.published[1]?.context.manager).toBe(own);
  });

  it('forgets: outside the open transaction, without throwing, and without the payload in the log', async () => {
    open = ambient;
    bus.emitAndForget(new ProjectCreated(), { tenantId: 'a' });
    expect(publisher.published[0]?.context).toEqual({ tenantId: 'a' });

    publisher.failure = Object.assign(new Error('value "hunter2" is bad'), { code: '22P02' });
    const error = await new Promise((onError) => {
      bus.emitAndForget(new ProjectCreated(), { onError });
    });
    expect(error).toBe(publisher.failure);
    expect(logged).toEqual(['Event "project.created" was not published: Error (22P02)']);
  });

  it('logs our own errors whole', async () => {
    publisher.failure = new EventInvalidError('project.created', [
      { field: 'name', message: 'breaks isString' },
    ]);
    await new Promise<unknown>((onError) => bus.emitAndForget(new ProjectCreated(), { onError }));
    expect(logged[0]).toMatch(/name: breaks isString \[HOOKLINE_EVENT_INVALID\]$/);
  });

  it('survives an onError that throws', async () => {
    publisher.failure = new Error('no room');
    bus.emitAndForget(new ProjectCreated(), {
      onError: () => {
        throw new TypeError('hunter2');
      },
    });
    await bus.onModuleDestroy();
    expect(logged[1]).toBe('onError of event "project.created" threw: TypeError');
  });

  it('waits for what was forgotten when the application stops', async () => {
    let stored = false;
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    publisher.publish = async () => {
      await held;
      stored = true;
      return { id: 'evt_1', deliveries: [], duplicate: false };
    };
    bus.emitAndForget(new ProjectCreated());
    const stopping = close().then(() => stored);
    finish();
    expect(await stopping).toBe(true);
    Reflect.deleteProperty(publisher, 'publish');
  });
});
