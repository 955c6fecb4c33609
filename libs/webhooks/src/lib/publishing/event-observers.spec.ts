import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { ClsPluginTransactional, Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type INestApplication, Injectable, Logger, Scope, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { IsString } from 'class-validator';
import { ClsModule } from 'nestjs-cls';
import { eventually } from '../../testing/eventually';
import { createEmptyDatabase } from '../../testing/test-database';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import { EmitsWebhook } from '../events/emits-webhook.decorator';
import { OnWebhookEvent, type ObservedEvent } from '../events/on-webhook-event.decorator';
import { WebhookEvent } from '../events/webhook-event.decorator';
import { WebhookEventBus } from '../events/webhook-event-bus';
import { WebhooksModule } from '../webhooks.module';
import { WebhookPublisher } from './webhook-publisher';

@WebhookEvent('project.created')
class ProjectCreated {
  @IsString() name!: string;
}

@WebhookEvent('session.started')
class SessionStarted {
  @IsString() name!: string;
}

const named = (name: string): ProjectCreated => Object.assign(new ProjectCreated(), { name });

/** What happened in the order in which it happened. */
const happened: string[] = [];

@Injectable()
class Projects {
  constructor(private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}

  @Transactional()
  @EmitsWebhook(ProjectCreated, { tenant: () => 'acme' })
  create(name: string): Promise<{ name: string; passwordHash: string }> {
    return Promise.resolve({ name, passwordHash: 'planted' });
  }

  @Transactional()
  async createAndFail(name: string): Promise<void> {
    await this.create(name);
    throw new Error('taken back');
  }

  @Transactional()
  async createAndWait(name: string): Promise<void> {
    await this.create(name);
    await this.host.tx.query('SELECT pg_sleep(0.05)');
    happened.push('about to commit');
  }

  @Transactional()
  isInTransaction(): Promise<string> {
    return this.host.tx
      .query<[{ pid: string }]>('SELECT pg_backend_pid() AS pid')
      .then(([{ pid }]) => pid);
  }
}

@Injectable()
class Observers {
  private readonly waiting = new Map<string, () => void>();

  constructor(private readonly projects: Projects) {}

  @OnWebhookEvent('project.*')
  async projectWas(event: ObservedEvent<{ name: string }>): Promise<void> {
    // A transaction of its own: the one that published is over.
    await this.projects.isInTransaction();
    this.saw('project.*', event);
  }

  @OnWebhookEvent('*')
  anything(event: ObservedEvent<{ name: string }>): void | Promise<void> {
    this.saw('*', event);
  }

  @OnWebhookEvent(SessionStarted)
  sessionStarted(event: ObservedEvent<{ name: string }>): void {
    this.saw('class', event);
  }

  @OnWebhookEvent('project.created')
  broken(): void {
    throw Object.assign(new Error('planted'), { code: 'E_BROKEN' });
  }

  @OnWebhookEvent('project.created')
  async rejecting(event: ObservedEvent<{ name: string }>): Promise<void> {
    event.data.name = 'changed for everybody?';
    await Promise.reject(new TypeError('planted'));
  }

  /** Resolves when an observer has seen the event of this name. */
  async until(which: string, name: string): Promise<void> {
    const entry = `${which} saw ${name}`;
    if (!happened.includes(entry)) {
      await new Promise<void>((resolve) => this.waiting.set(entry, resolve));
    }
  }

  private saw(which: string, { data: { name } }: ObservedEvent<{ name: string }>): void {
    const entry = `${which} saw ${name}`;
    happened.push(entry);
    this.waiting.get(entry)?.();
  }
}

describe('@OnWebhookEvent', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let app: INestApplication;
  let observers: Observers;
  const logged: string[] = [];

  async function start(providers: Type<object>[], strictEvents = true): Promise<INestApplication> {
    const module = await Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({ type: 'postgres', url: database.url }),
        ClsModule.forRoot({
          plugins: [
            new ClsPluginTransactional({
              imports: [TypeOrmModule],
              adapter: new TransactionalAdapterTypeOrm({ dataSourceToken: getDataSourceToken() }),
            }),
          ],
        }),
        WebhooksModule.forRoot({
          events: [ProjectCreated, SessionStarted],
          singleTenant: true,
          strictEvents,
          http: false,
        }),
      ],
      providers: [Projects, ...providers],
    })
      .setLogger({
        log: () => undefined,
        warn: () => undefined,
        error: (message: string) => logged.push(message),
      })
      .compile();
    return module.createNestApplication().init();
  }

  beforeAll(async () => {
    database = await createEmptyDatabase();
    app = await start([Observers]);
    observers = app.get(Observers);
  });
  afterAll(async () => {
    await app.close();
    Logger.overrideLogger(['error', 'warn']);
    await database.drop();
  });
  beforeEach(() => {
    happened.length = 0;
    logged.length = 0;
  });

  /** An event that comes last: whatever had to be seen before has been. */
  async function expectSeenBefore(expected: string[]): Promise<void> {
    await app.get(WebhookPublisher).publish(named('marker'), {});
    await Promise.all([observers.until('project.*', 'marker'), observers.until('*', 'marker')]);
    // One that asks Postgres may be overtaken.
    await eventually(() => Promise.resolve(expected.every((entry) => happened.includes(entry))));
    expect(happened.filter((entry) => !entry.endsWith('marker')).sort()).toEqual(expected.sort());
  }

  it('observes after the commit, by patterns', async () => {
    await app.get(Projects).createAndWait('a');
    await observers.until('project.*', 'a');
    await expectSeenBefore(['about to commit', 'project.* saw a', '* saw a']);
    expect(happened[0]).toBe('about to commit');
  });

  it('observes nothing of what was rolled back', async () => {
    await expect(app.get(Projects).createAndFail('b')).rejects.toThrow('taken back');
    await expectSeenBefore([]);
  });

  it('observes what was published without a transaction, on the bus and by publish()', async () => {
    const started = Object.assign(new SessionStarted(), { name: 'c' });
    await app.get(WebhookEventBus).emit(started);
    await observers.until('class', 'c');
    await app.get(WebhookPublisher).publish(named('d'), { idempotencyKey: 'd' });
    await app.get(WebhookPublisher).publish(named('d'), { idempotencyKey: 'd' });
    await app.get(WebhookPublisher).publishMany([{ event: named('e') }, { event: named('f') }]);
    await observers.until('project.*', 'f');
    const expected = ['c', 'd', 'e', 'f'].map((name) => `* saw ${name}`);
    const projects = ['d', 'e', 'f'].map((name) => `project.* saw ${name}`);
    await expectSeenBefore([...expected, ...projects, 'class saw c']);
  });

  it('can not fail the caller: what observers throw is logged, without the payload', async () => {
    await expect(app.get(Projects).create('g')).resolves.toMatchObject({ name: 'g' });
    await observers.until('project.*', 'g');
    await expectSeenBefore(['project.* saw g', '* saw g']);
    const failed = ', observing "project.created", failed: ';
    expect(logged).toContain(`Observers.broken${failed}Error (E_BROKEN)`);
    expect(logged).toContain(`Observers.rejecting${failed}TypeError`);
    expect(logged.join()).not.toContain('planted');
  });

  it('gets what receivers get', async () => {
    const seen: ObservedEvent[] = [];
    const spy = jest.spyOn(observers, 'anything').mockImplementation((event) => {
      seen.push(event);
    });
    await app.get(WebhookPublisher).publish(named('h'), { subject: 'project:h', tags: ['x'] });
    await observers.until('project.*', 'h');
    spy.mockRestore();
    expect(seen).toEqual([
      {
        id: expect.stringMatching(/^evt_/) as string,
        type: 'project.created',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        tenantId: 'default',
        subject: 'project:h',
        tags: ['x'],
        data: { name: 'h' },
      },
    ]);
  });

  it('a stopping application waits for its observers', async () => {
    const second = await start([Observers]);
    let release: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      jest.spyOn(second.get(Observers), 'anything').mockImplementation(async () => {
        resolve();
        await new Promise<void>((go) => (release = go));
        happened.push('ended');
      });
    });
    await second.get(WebhookPublisher).publish(named('i'), {});
    await reached;
    const closed = second.close().then(() => happened.push('closed'));
    release();
    await closed;
    expect(happened.filter((entry) => !entry.includes('saw'))).toEqual(['ended', 'closed']);
  });

  it('refuses to start with what could never be called', async () => {
    const observing = (pattern: string | Type<object>, scope = Scope.DEFAULT): Type<object> => {
      @Injectable({ scope })
      class Listener {
        @OnWebhookEvent(pattern)
        listen(): void {
          happened.push('never');
        }
      }
      return Listener;
    };
    class NoEvent {}
    const cases: [Type<object>, Type<Error>, RegExp][] = [
      [observing('project.*', Scope.REQUEST), ConfigInvalidError, /Listener\.listen.*scope/],
      [observing('project.*', Scope.TRANSIENT), ConfigInvalidError, /Listener\.listen.*scope/],
      [observing('project*'), ConfigInvalidError, /'project\*'\) on Listener\.listen/],
      [observing(NoEvent), ConfigInvalidError, /\(NoEvent\) on Listener\.listen/],
      [observing('projekt.*'), EventUnknownError, /'projekt\.\*'\) on Listener\.listen/],
    ];
    for (const [provider, error, message] of cases) {
      const refusal: unknown = await start([provider]).catch((thrown: unknown) => thrown);
      expect(refusal).toBeInstanceOf(error);
      expect(String(refusal)).toMatch(message);
    }
    const lenient = await start([observing('projekt.*')], false);
    await lenient.close();
  });
});
