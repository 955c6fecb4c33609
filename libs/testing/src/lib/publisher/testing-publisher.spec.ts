import {
  EmitsWebhook,
  EventInvalidError,
  EventUnknownError,
  TenantMissingError,
  WebhookEventBus,
  WebhookPublisher,
} from '@hookline/webhooks';
import { expect as imported } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TestingPublisher } from '../../index';
import { ProjectCreated } from '../../testing/projects';

const ID = '0f0e0d0c-0b0a-4908-8706-050403020100';
const named = (name: unknown): ProjectCreated =>
  Object.assign(new ProjectCreated(), { id: ID, name, passwordHash: 'planted' });

@Injectable()
class Projects {
  constructor(
    private readonly webhooks: WebhookPublisher,
    private readonly bus: WebhookEventBus,
  ) {}

  @EmitsWebhook(ProjectCreated, { subject: ({ id }: { id: string }) => `project:${id}` })
  create(name: string): Promise<{ id: string; name: string; tenantId: string }> {
    return Promise.resolve({ id: ID, name, tenantId: 'acme' });
  }

  publish(event: object): Promise<unknown> {
    return this.webhooks.publish(event, { tenantId: 'acme', tags: ['x'], idempotencyKey: 'once' });
  }

  forget(event: object, onError?: (error: unknown) => void): void {
    this.bus.emitAndForget(event, { tenantId: 'acme', ...(onError && { onError }) });
  }
}

describe('TestingPublisher', () => {
  let publisher: TestingPublisher;
  let projects: Projects;

  beforeEach(async () => {
    publisher = new TestingPublisher({ events: [ProjectCreated] });
    const module = await Test.createTestingModule({
      providers: [Projects, ...publisher.providers],
    }).compile();
    projects = module.get(Projects);
  });

  it('keeps what is published by decorator, on the bus, and by publish()', async () => {
    await projects.create('a');
    await projects.publish(named('b'));
    await projects.publish(named('b'));
    projects.forget(named('c'));
    await publisher.settled();
    expect(publisher.published).toEqual([
      {
        type: 'project.created',
        data: { id: ID, name: 'a' },
        tenantId: 'acme',
        subject: `project:${ID}`,
      },
      {
        type: 'project.created',
        data: { id: ID, name: 'b' },
        tenantId: 'acme',
        tags: ['x'],
        idempotencyKey: 'once',
      },
      { type: 'project.created', data: { id: ID, name: 'c' }, tenantId: 'acme' },
    ]);
    expect(publisher).toHavePublished(ProjectCreated);
    expect(publisher).toHavePublished(ProjectCreated, { name: 'a' }, { subject: `project:${ID}` });
    expect(publisher).toHavePublished('project.created', { name: expect.stringMatching('b') });
    expect(publisher).not.toHavePublished(ProjectCreated, { name: 'd' });
    expect(publisher).not.toHavePublished(ProjectCreated, { name: 'a' }, { tags: ['x'] });
    expect(publisher).not.toHavePublished('project.deleted');
    imported(publisher).toHavePublished(ProjectCreated, { name: 'c' });
    publisher.clear();
    expect(publisher).not.toHavePublished(ProjectCreated);
  });

  it('says what was published instead', async () => {
    expect(() => expect(publisher).toHavePublished(ProjectCreated)).toThrow(
      'expected "project.created" to have been published\n\nNothing was published.',
    );
    await projects.create('a');
    expect(() => expect(publisher).toHavePublished(ProjectCreated, { name: 'b' })).toThrow(
      /expected "project.created" with the data .*"name": "b".* to have been published[^]*Published:[^]*"name": "a"[^]*"tenantId": "acme"/,
    );
    expect(() => expect(publisher).not.toHavePublished(ProjectCreated)).toThrow(
      /expected "project.created" not to have been published/,
    );
    expect(() => expect({}).toHavePublished(ProjectCreated)).toThrow(/expected a TestingPublisher/);
    expect(() => expect({}).not.toHavePublished(ProjectCreated)).toThrow(
      /expected a TestingPublisher/,
    );
    class NoEvent {}
    expect(() => expect(publisher).toHavePublished(NoEvent)).toThrow(/NoEvent.*no @WebhookEvent/);
  });

  it('refuses what the real one refuses', async () => {
    class Other {}
    await expect(publisher.publish(named(5), { tenantId: 'acme' })).rejects.toThrow(
      EventInvalidError,
    );
    await expect(publisher.publish(new Other(), { tenantId: 'acme' })).rejects.toThrow(
      EventUnknownError,
    );
    await expect(publisher.publish(named('a'))).rejects.toThrow(TenantMissingError);
    const many = [{ event: named('a'), tenantId: 'acme' }, { event: named('b') }];
    await expect(publisher.publishMany(many)).rejects.toThrow(TenantMissingError);
    expect(publisher.published).toEqual([]);
    const each = await publisher.publishEach(many);
    expect(each.map(({ error }) => error === undefined)).toEqual([true, false]);
    const single = new TestingPublisher({ events: [], strictEvents: false, singleTenant: true });
    await single.publish({ type: 'any.thing', data: 1 });
    expect(single.published).toEqual([{ type: 'any.thing', data: 1 }]);
  });

  it('fails when it is told to', async () => {
    const failure = new Error('no room');
    publisher.fails(failure);
    await expect(projects.create('a')).rejects.toBe(failure);
    const told: unknown[] = [];
    projects.forget(named('a'), (error) => told.push(error));
    projects.forget(named('a'), () => {
      throw new Error('nobody hears this');
    });
    await publisher.settled();
    expect(told).toEqual([failure]);
    publisher.succeeds();
    await projects.create('a');
    expect(publisher.published).toHaveLength(1);
  });
});
