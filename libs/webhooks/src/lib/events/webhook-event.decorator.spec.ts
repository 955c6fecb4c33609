import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { isEventType, WebhookEvent, webhookEventOf } from './webhook-event.decorator';

describe('@WebhookEvent', () => {
  it('declares the type with every default filled in', () => {
    @WebhookEvent('project.created')
    class ProjectCreated {}

    expect(webhookEventOf(ProjectCreated)).toEqual({
      type: 'project.created',
      description: null,
      version: '1',
      example: null,
      expiresAfterMs: null,
      deprecated: false,
    });
  });

  it.each(['project.created', 'a.b', 'document.rate_limit_exceeded', 'v2.project.created.0'])(
    'takes %s',
    (type) => expect(isEventType(type)).toBe(true),
  );

  it.each([
    '',
    'project',
    'Project.created',
    'project.',
    '.created',
    'project..created',
    'project.*',
    'project created',
    'project.created\n',
    `project.${'x'.repeat(121)}`,
  ])('refuses %j when the class is loaded', (type) => {
    expect(() => WebhookEvent(type)(class Refused {})).toThrow(ConfigInvalidError);
    expect(() => WebhookEvent(type)(class Refused {})).toThrow(/on Refused: .*project\.created/);
  });

  it('takes a type of 128 characters', () => {
    expect(isEventType(`project.${'x'.repeat(120)}`)).toBe(true);
  });

  it('is not inherited', () => {
    @WebhookEvent('project.created')
    class ProjectCreated {}
    class Special extends ProjectCreated {}

    expect(webhookEventOf(Special)).toBeUndefined();
  });
});
