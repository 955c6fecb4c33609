import { generateSecret } from '@hookline/verify';
import { expect as imported } from '@jest/globals';
import { FakeReceiver, type ReceivedWebhook } from '../../index';
import { ProjectCreated } from '../../testing/projects';
import { send, type MessageParts } from '../../testing/send';

describe('toBeWebhook', () => {
  const secret = generateSecret();
  let receiver: FakeReceiver;

  beforeAll(async () => {
    receiver = await FakeReceiver.start({ secret });
  });
  afterAll(() => receiver.close());

  async function receive(parts?: MessageParts, signedWith = secret): Promise<ReceivedWebhook> {
    await send(receiver.url, signedWith, parts);
    return receiver.next();
  }

  it('takes a class or a type, and part of the data', async () => {
    const webhook = await receive({ data: { id: 'p1', name: 'x', nested: { a: 1, b: 2 } } });
    expect(webhook).toBeWebhook(ProjectCreated);
    expect(webhook).toBeWebhook(ProjectCreated, { name: 'x' });
    expect(webhook).toBeWebhook('project.created', { nested: { a: 1 } });
    expect(webhook).toBeWebhook(ProjectCreated, { id: expect.any(String) });
    expect(webhook).not.toBeWebhook('project.deleted');
    expect(webhook).not.toBeWebhook(ProjectCreated, { name: 'y' });
    await expect(Promise.resolve(webhook)).resolves.toBeWebhook(ProjectCreated);
  });

  it('works with the expect of @jest/globals', async () => {
    imported(await receive()).toBeWebhook(ProjectCreated);
  });

  it('says what is wrong', async () => {
    const webhook = await receive({ data: { name: 'x' } });
    expect(() => expect(webhook).toBeWebhook('project.deleted')).toThrow(
      'expected a webhook "project.deleted", and got "project.created"',
    );
    expect(() => expect(webhook).toBeWebhook(ProjectCreated, { name: 'y' })).toThrow(
      /does not contain[^]*"name": "y"[^]*"name": "x"/,
    );
    expect(() => expect(webhook).not.toBeWebhook(ProjectCreated)).toThrow(/expected not to get/);
    const forged = await receive({}, generateSecret());
    expect(() => expect(forged).toBeWebhook(ProjectCreated)).toThrow(
      /signature is not right: no_matching_signature/,
    );
    expect(() => expect({}).toBeWebhook(ProjectCreated)).toThrow(
      /expected a webhook that a receiver got/,
    );
  });

  it('compares the headers with the body', async () => {
    const webhook = await receive();
    const other = { ...webhook.body, type: 'project.deleted' };
    expect(() => expect({ ...webhook, body: other }).toBeWebhook(ProjectCreated)).toThrow(
      /x-webhook-event/,
    );
    expect(() => expect({ ...webhook, id: 'evt_9' }).toBeWebhook(ProjectCreated)).toThrow(
      /webhook-id/,
    );
  });

  it('refuses a class that is no event', async () => {
    const webhook = await receive();
    class NoEvent {}
    expect(() => expect(webhook).toBeWebhook(NoEvent)).toThrow(/NoEvent.*no @WebhookEvent/);
  });
});
