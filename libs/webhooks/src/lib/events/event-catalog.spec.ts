import { plainToInstance } from 'class-transformer';
import { IsString, validate } from 'class-validator';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EventDuplicateError } from '../common/errors/event-duplicate.error';
import { EventCatalog } from './event-catalog';
import { NOTICE_EVENTS } from './notice-events';
import { WebhookEvent, webhookEventOf } from './webhook-event.decorator';
import { WebhookTest } from './webhook-test.event';

@WebhookEvent('project.created', {
  description: 'A project was created',
  version: '2',
  example: { name: 'x', at: new Date(0) },
})
class ProjectCreated {
  @IsString() name!: string;
}

@WebhookEvent('project.deleted', { deprecated: true })
class ProjectDeleted {}

describe('EventCatalog', () => {
  const catalog = new EventCatalog({ events: [ProjectCreated, ProjectDeleted] });

  it('lists the declared events in order, and the built-in one last', () => {
    expect(catalog.list().map(({ type }) => type)).toEqual([
      'project.created',
      'project.deleted',
      ...NOTICE_EVENTS.map((eventClass) => webhookEventOf(eventClass)?.type),
      'webhook.test',
    ]);
    expect(new EventCatalog({ events: [] }).has('webhook.test')).toBe(true);
  });

  it('finds an event by its type', () => {
    expect(catalog.find('project.created')?.eventClass).toBe(ProjectCreated);
    expect(catalog.has('project.deleted')).toBe(true);
    expect(catalog.find('project.renamed')).toBeUndefined();
    expect(catalog.has('constructor')).toBe(false);
  });

  it('describes an event as plain data', () => {
    const [described] = catalog.describe();
    expect(described).toEqual({
      type: 'project.created',
      name: 'ProjectCreated',
      description: 'A project was created',
      version: '2',
      deprecated: false,
      example: { name: 'x', at: '1970-01-01T00:00:00.000Z' },
      expiresAfterMs: null,
      schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    });
    expect(catalog.describeOne('project.created')).toBe(described);
    expect(() => catalog.describeOne('constructor')).toThrow('no event of this type');
    expect(JSON.parse(JSON.stringify(catalog.describe()))).toEqual(catalog.describe());
  });

  it('finds the event that an instance, also of a subclass, belongs to', () => {
    class Special extends ProjectCreated {}
    expect(catalog.findByInstance(new Special())?.type).toBe('project.created');
    expect(catalog.findByInstance(new WebhookTest())?.type).toBe('webhook.test');
    expect(catalog.findByInstance({})).toBeUndefined();
    expect(catalog.findByInstance(Object.create(null) as object)).toBeUndefined();
  });

  it('refuses two classes of one type, naming both', () => {
    @WebhookEvent('project.created')
    class Again {}
    const build = () => new EventCatalog({ events: [ProjectCreated, Again] });
    expect(build).toThrow(EventDuplicateError);
    expect(build).toThrow(/ProjectCreated and Again .*"project\.created"/);
  });

  it('refuses a class that is listed twice, and one that takes the built-in type', () => {
    @WebhookEvent('webhook.test')
    class Mine {}
    expect(() => new EventCatalog({ events: [ProjectCreated, ProjectCreated] })).toThrow(/twice/);
    expect(() => new EventCatalog({ events: [Mine] })).toThrow(/WebhookTest and Mine/);
  });

  it('refuses a class without the decorator, an undecorated subclass and undefined', () => {
    class Plain {}
    class Sub extends ProjectCreated {}
    expect(() => new EventCatalog({ events: [Plain] })).toThrow(ConfigInvalidError);
    expect(() => new EventCatalog({ events: [Plain] })).toThrow(
      /Plain, which has no @WebhookEvent/,
    );
    expect(() => new EventCatalog({ events: [Sub] })).toThrow(/Sub, which has no @WebhookEvent/);
    expect(() => new EventCatalog({ events: [undefined as never] })).toThrow(/circular import/);
  });

  it('refuses an example that is not JSON', () => {
    @WebhookEvent('project.priced', { example: { price: 1n } })
    class ProjectPriced {}
    expect(() => new EventCatalog({ events: [ProjectPriced] })).toThrow(/example.*ProjectPriced/);
  });

  it('knows notices, whose examples keep their own rules, and whose types are nobody else’s', async () => {
    for (const eventClass of NOTICE_EVENTS) {
      const known = catalog.find(webhookEventOf(eventClass)?.type ?? '');
      const event = plainToInstance(eventClass, known?.descriptor.example);
      expect(await validate(event, { forbidUnknownValues: true })).toEqual([]);
    }
    @WebhookEvent('hookline.mine')
    class Mine {}
    expect(() => new EventCatalog({ events: [Mine] })).toThrow(
      /hookline.mine.* on Mine.*another type/,
    );
  });
});
