import { Injectable, Scope, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  ClsPluginTransactional,
  NoOpTransactionalAdapter,
  Transactional,
} from '@nestjs-cls/transactional';
import { IsString } from 'class-validator';
import { ClsModule, UseCls } from 'nestjs-cls';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { DecoratorOrderError } from '../common/errors/decorator-order.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import { EmitsWebhook } from './emits-webhook.decorator';
import { EventsTestingModule, type EventsTestingOptions } from './testing/events-testing-module';
import { RecordingPublisher } from './testing/recording-publisher';
import { WebhookEvent } from './webhook-event.decorator';

@WebhookEvent('project.created')
class ProjectCreated {
  @IsString() id!: string;
}

@WebhookEvent('project.deleted')
class ProjectDeleted {
  @IsString() id!: string;
}

const project = { id: 'p1' };
const tx = { query: () => Promise.resolve([]) };

/** Replaces the method by a plain function, as many a caching or tracing decorator does. */
function Traced(): MethodDecorator {
  return (_target, _key, descriptor) => {
    const original = descriptor.value as (...args: unknown[]) => unknown;
    descriptor.value = function (this: unknown, ...args: unknown[]) {
      return original.apply(this, args);
    } as never;
  };
}

@Injectable()
class RightOrder {
  @Transactional()
  @EmitsWebhook(ProjectCreated)
  @EmitsWebhook(ProjectDeleted)
  async create(): Promise<{ id: string }> {
    return Promise.resolve(project);
  }
}

@Injectable()
class WrongOrder {
  @EmitsWebhook(ProjectCreated)
  @Transactional()
  async create(): Promise<{ id: string }> {
    return Promise.resolve(project);
  }
}

@Injectable()
class OneOfTwoWrong {
  @EmitsWebhook(ProjectCreated)
  @Traced()
  @Transactional()
  @EmitsWebhook(ProjectDeleted)
  async create(): Promise<{ id: string }> {
    return Promise.resolve(project);
  }
}

@Injectable()
class HiddenByAnother {
  @Traced()
  @EmitsWebhook(ProjectDeleted)
  @EmitsWebhook(ProjectCreated)
  @UseCls()
  @Transactional()
  async create(): Promise<{ id: string }> {
    return Promise.resolve(project);
  }
}

@Injectable()
class Inherits extends WrongOrder {}

@Injectable({ scope: Scope.REQUEST })
class InRequest extends WrongOrder {}

describe('EmitterInspector', () => {
  const publisher = new RecordingPublisher();
  const warnings: string[] = [];

  async function start(provider: Type<object>, options: EventsTestingOptions = {}) {
    warnings.length = 0;
    const adapter = new NoOpTransactionalAdapter({ tx, disableWarning: true });
    const plugins = [new ClsPluginTransactional({ adapter })];
    const events = [ProjectCreated, ProjectDeleted];
    const app = await Test.createTestingModule({
      imports: [
        ClsModule.forRoot({ plugins }),
        EventsTestingModule.with(publisher, { events, ...options }),
      ],
      providers: [provider],
    })
      .setLogger({
        log: () => undefined,
        error: () => undefined,
        warn: (text: string) => warnings.push(text),
      })
      .compile();
    await app.init();
    return app;
  }

  it('lets the right order start, and the events are in the transaction', async () => {
    const app = await start(RightOrder);
    await app.get(RightOrder).create();
    expect(
      publisher.published.map(({ event, context }) => [event.constructor, context.manager]),
    ).toEqual([
      [ProjectDeleted, tx],
      [ProjectCreated, tx],
    ]);
    expect(warnings).toEqual([]);
    await app.close();
  });

  it.each([
    ['above @Transactional()', WrongOrder, 'WrongOrder.create'],
    ['above @UseCls() above @Transactional()', HiddenByAnother, 'HiddenByAnother.create'],
    ['in a superclass', Inherits, 'WrongOrder.create'],
    ['in a request-scoped provider', InRequest, 'WrongOrder.create'],
  ])('refuses to start with @EmitsWebhook %s', async (_, provider, name) => {
    const starting = start(provider);
    await expect(starting).rejects.toThrow(DecoratorOrderError);
    await expect(starting).rejects.toThrow(`${name}: @EmitsWebhook stands above @Transactional()`);
  });

  it('warns of a plain function that may hide a transaction', async () => {
    const app = await start(OneOfTwoWrong);
    expect(warnings).toEqual([
      expect.stringMatching(/^OneOfTwoWrong\.create: .*replaces the method/),
    ]);
    await app.close();
  });

  it('refuses to start with an event that is not in the catalog, unless events are not strict', async () => {
    const starting = start(RightOrder, { events: [ProjectCreated] });
    await expect(starting).rejects.toThrow(EventUnknownError);
    await expect(starting).rejects.toThrow(/RightOrder\.create.*Add ProjectDeleted to the option/);
    const app = await start(RightOrder, { events: [ProjectCreated], strictEvents: false });
    await app.close();
  });

  it('refuses to start with a class that is no event, or not loaded yet', async () => {
    class NoEvent {}
    class Unloaded {}
    const decorate = (owner: Type<object>, event: Type<object>) => {
      const descriptor = { value: () => Promise.resolve(project) };
      EmitsWebhook(event)(owner.prototype as object, 'create', descriptor);
    };
    decorate(NoEvent, NoEvent);
    decorate(Unloaded, undefined as never);
    await expect(start(NoEvent)).rejects.toThrow(ConfigInvalidError);
    await expect(start(NoEvent)).rejects.toThrow(/@EmitsWebhook\(NoEvent\) on NoEvent\.create/);
    await expect(start(Unloaded)).rejects.toThrow(/circular import/);
  });
});
