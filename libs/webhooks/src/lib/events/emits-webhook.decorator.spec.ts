import { Controller, Get, Injectable, Scope, SetMetadata, type Type } from '@nestjs/common';
import { ContextIdFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { IsOptional, IsString } from 'class-validator';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EmitterUnboundError } from '../common/errors/emitter-unbound.error';
import { EmitsWebhook } from './emits-webhook.decorator';
import { EventsTestingModule } from './testing/events-testing-module';
import { RecordingPublisher } from './testing/recording-publisher';
import { WebhookEvent } from './webhook-event.decorator';

@WebhookEvent('project.created')
class ProjectCreated {
  @IsString() id!: string;
  @IsOptional() @IsString() name?: string;
}

@WebhookEvent('project.deleted')
class ProjectDeleted {
  @IsString() id: string;
  constructor(project: { id: string }) {
    this.id = project.id;
  }
}

interface Project {
  id: string;
  name: string;
  tenantId?: string;
  passwordHash: string;
}

const project: Project = { id: 'p1', name: 'x', tenantId: 'acme', passwordHash: 'hunter2' };

@Injectable()
class Projects {
  prefix = 'p';
  calls = 0;

  @EmitsWebhook(ProjectCreated)
  async create(id: string): Promise<Project> {
    await Promise.resolve();
    return { ...project, id: this.prefix + id };
  }

  @EmitsWebhook(ProjectCreated)
  async createMany(ids: string[]): Promise<Project[]> {
    return Promise.resolve(ids.map((id) => ({ ...project, id, tenantId: `tenant of ${id}` })));
  }

  @EmitsWebhook(ProjectCreated)
  async fail(): Promise<Project> {
    return Promise.reject(new Error('no'));
  }

  @EmitsWebhook(ProjectDeleted, {
    when: (_: void, [, silent]: [{ id: string; tenantId: string }, boolean?]) => !silent,
    map: (_, [{ id }]) => ({ id, passwordHash: 'hunter2' }),
    subject: (_, [{ id }]) => `project:${id}`,
    priority: 7,
  })
  async delete(input: { id: string; tenantId: string }, silent?: boolean): Promise<void> {
    return Promise.resolve(void [input, silent]);
  }

  @EmitsWebhook(ProjectDeleted, {
    map: (found: Project[]) => found.map((one) => new ProjectDeleted(one)),
    tenant: (_, [tenantId]: [string]) => tenantId,
    idempotencyKey: (_, __, event) => `deleted:${event.id}`,
    tags: (found) => [`${found.length} in all`],
    orderingKey: (_, __, { id }) => (id === project.id ? `project:${id}` : undefined),
  })
  async clear(tenantId: string): Promise<Project[]> {
    return Promise.resolve([project, { ...project, id: tenantId }]);
  }

  @EmitsWebhook(ProjectCreated, { tags: ['copy'] })
  @EmitsWebhook(ProjectDeleted)
  async move(): Promise<Project> {
    return Promise.resolve(project);
  }

  // @ts-expect-error a method has to answer a promise
  @EmitsWebhook(ProjectCreated)
  synchronous(): Project {
    return project;
  }

  @EmitsWebhook(ProjectCreated)
  @SetMetadata('role', 'admin')
  documented(first: string, second: string): Promise<Project> {
    this.calls += [first, second].length / 2;
    return Promise.resolve(project);
  }
}

@Injectable()
class SpecialProjects extends Projects {
  @EmitsWebhook(ProjectCreated, { tags: ['special'] })
  override async create(id: string): Promise<Project> {
    return super.create(`special ${id}`);
  }
}

@Injectable()
class InheritingProjects extends Projects {}

@Injectable({ scope: Scope.REQUEST })
class RequestProjects extends Projects {}

@Injectable({ scope: Scope.TRANSIENT })
class TransientProjects extends Projects {}

@Controller('projects')
class ProjectsController {
  @EmitsWebhook(ProjectCreated)
  @Get()
  async above(): Promise<Project> {
    return Promise.resolve(project);
  }
}

describe('@EmitsWebhook', () => {
  const publisher = new RecordingPublisher();
  const closing: (() => Promise<void>)[] = [];

  async function start(...providers: Type<object>[]) {
    const events = [ProjectCreated, ProjectDeleted];
    const app = await Test.createTestingModule({
      imports: [EventsTestingModule.with(publisher, { events })],
      providers,
      controllers: [ProjectsController],
    }).compile();
    await app.init();
    closing.push(() => app.close());
    return app;
  }
  const published = () => publisher.published.map(({ event, context }) => ({ ...event, context }));

  beforeEach(() => {
    publisher.published.length = 0;
    publisher.failure = undefined;
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('announces the declared fields of the result, for its tenant, and answers the result', async () => {
    const app = await start(Projects);
    await expect(app.get(Projects).create('1')).resolves.toEqual({ ...project, id: 'p1' });
    expect(published()).toEqual([{ id: 'p1', name: 'x', context: { tenantId: 'acme' } }]);
    expect(publisher.published[0]?.event).toBeInstanceOf(ProjectCreated);
    expect(JSON.stringify(publisher.published)).not.toContain('hunter2');
  });

  it('announces one event for each item of an array', async () => {
    const app = await start(Projects);
    await app.get(Projects).createMany(['a', 'b']);
    expect(published()).toEqual([
      { id: 'a', name: 'x', context: { tenantId: 'tenant of a' } },
      { id: 'b', name: 'x', context: { tenantId: 'tenant of b' } },
    ]);
  });

  it('announces nothing when the method fails, and rejects when the event can not be stored', async () => {
    const app = await start(Projects);
    await expect(app.get(Projects).fail()).rejects.toThrow('no');
    expect(published()).toEqual([]);
    publisher.failure = new Error('no room');
    await expect(app.get(Projects).create('1')).rejects.toBe(publisher.failure);
  });

  it('maps, with the first argument as a source of the tenant', async () => {
    const app = await start(Projects);
    await app.get(Projects).delete({ id: 'p1', tenantId: 'acme' });
    await app.get(Projects).delete({ id: 'p2', tenantId: 'acme' }, true);
    expect(published()).toEqual([
      { id: 'p1', context: { tenantId: 'acme', subject: 'project:p1', priority: 7 } },
    ]);
  });

  it('maps to several instances, with everything computed for each', async () => {
    const app = await start(Projects);
    await app.get(Projects).clear('t1');
    const context = { tenantId: 't1', tags: ['2 in all'] };
    expect(published()).toEqual([
      {
        id: 'p1',
        context: { ...context, idempotencyKey: 'deleted:p1', orderingKey: 'project:p1' },
      },
      { id: 't1', context: { ...context, idempotencyKey: 'deleted:t1' } },
    ]);
  });

  it('announces each decorator of a method once, the lowest first', async () => {
    const app = await start(Projects);
    await app.get(Projects).move();
    expect(
      publisher.published.map(({ event, context }) => [event.constructor, context.tags]),
    ).toEqual([
      [ProjectDeleted, undefined],
      [ProjectCreated, ['copy']],
    ]);
  });

  it('works through inheritance; a method and the one it overrides both announce', async () => {
    const app = await start(SpecialProjects, InheritingProjects);
    await app.get(InheritingProjects).create('1');
    expect(published().map(({ context }) => context.tags)).toEqual([undefined]);
    await app.get(SpecialProjects).create('1');
    expect(published().map(({ context }) => context.tags)).toEqual([
      undefined,
      undefined,
      ['special'],
    ]);
  });

  it('works on request-scoped and transient providers', async () => {
    const app = await start(RequestProjects, TransientProjects);
    const inRequest = await app.resolve(RequestProjects, ContextIdFactory.create());
    await inRequest.create('1');
    await (await app.resolve(TransientProjects)).create('2');
    expect(published().map((event) => 'id' in event && event.id)).toEqual(['p1', 'p2']);
  });

  it('works on controllers', async () => {
    const app = await start();
    await app.get(ProjectsController).above();
    expect(published()).toHaveLength(1);
    expect(Reflect.getMetadata('path', ProjectsController.prototype.above)).toBe('/');
  });

  it('keeps name, length and metadata of the method', () => {
    const method = Projects.prototype.documented;
    expect([method.name, method.length]).toEqual(['documented', 2]);
    expect(Reflect.getMetadata('role', method)).toBe('admin');
  });

  it('does not run on an object that Nest did not create', async () => {
    const projects = new Projects();
    await expect(projects.documented('a', 'b')).rejects.toThrow(EmitterUnboundError);
    await expect(projects.documented('a', 'b')).rejects.toThrow(
      /Projects\.documented .*useFactory/,
    );
    expect(projects.calls).toBe(0);
    const { documented } = projects;
    await expect(documented('a', 'b')).rejects.toThrow(EmitterUnboundError);
  });

  it('refuses a synchronous method', async () => {
    const app = await start(Projects);
    expect(() => app.get(Projects).synchronous()).toThrow(ConfigInvalidError);
    expect(() => app.get(Projects).synchronous()).toThrow(/Projects\.synchronous .*make it async/);
  });

  it('refuses a static method when the class is loaded', () => {
    const descriptor = { value: () => Promise.resolve(project) };
    expect(() => EmitsWebhook(ProjectCreated)(Projects, 'stat', descriptor)).toThrow(
      /Projects\.stat: only methods of instances/,
    );
  });

  it('leaves nothing of the bus in what is written of the instance', async () => {
    const app = await start(Projects);
    expect(JSON.stringify(app.get(Projects))).toBe('{"prefix":"p","calls":0}');
  });

  it('says what is missing when the library is not imported', async () => {
    const build = Test.createTestingModule({ providers: [Projects] }).compile();
    await expect(build).rejects.toThrow(/Projects[^]*WebhookEventBus/);
  });
});
