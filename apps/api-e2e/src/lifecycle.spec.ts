import {
  ProjectCreated,
  ProjectDeleted,
  ProjectUpdated,
  SessionEnded,
  SessionMessageSent,
  SessionPaused,
  SessionResumed,
  SessionStarted,
} from '@hookline/api';
import type { TestingReceiver, WebhooksTestingApp } from '@hookline/testing';
import { Webhook } from 'standardwebhooks';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { expectProblem } from './testing/problem';

interface WithId {
  id: string;
}

describe('what happens in the domain is told to receivers', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;
  let receiver: TestingReceiver;

  beforeAll(async () => {
    app = await host().start();
    acme = callerOf(app);
  });
  beforeEach(async () => {
    receiver = await app.receiver();
  });
  afterEach(async () => {
    await acme.delete(`/api/webhooks/${receiver.endpoint.id}`).expect(204);
  });
  afterAll(() => app.close());

  const project = async (name = 'Apollo'): Promise<string> => {
    const body = await bodyOf<unknown>(acme.post('/api/projects', { name }).expect(201));
    return (body as WithId).id;
  };

  it('the life of a project', async () => {
    const id = await project();
    expect(await receiver.next()).toBeWebhook(ProjectCreated, {
      id,
      name: 'Apollo',
      description: null,
    });
    await acme.patch(`/api/projects/${id}`, { name: 'Artemis' }).expect(200);
    expect(await receiver.next()).toBeWebhook(ProjectUpdated, {
      id,
      name: 'Artemis',
      changes: { name: 'Artemis' },
    });
    await acme.patch(`/api/projects/${id}`, { name: 'Artemis' }).expect(200);
    await acme.delete(`/api/projects/${id}`).expect(204);
    expect(await receiver.next()).toBeWebhook(ProjectDeleted, { id, name: 'Artemis' });
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(3);
  });

  it('the life of a session', async () => {
    const projectId = await project();
    await receiver.next();
    const started = await acme.post('/api/sessions', { projectId, title: 'Launch' }).expect(201);
    const { id } = started.body as WithId;
    const about = { id, projectId, projectName: 'Apollo', title: 'Launch' };
    expect(await receiver.next()).toBeWebhook(SessionStarted, about);
    await acme.post(`/api/sessions/${id}/pause`).expect(200);
    expect(await receiver.next()).toBeWebhook(SessionPaused, about);
    await acme.post(`/api/sessions/${id}/resume`).expect(200);
    expect(await receiver.next()).toBeWebhook(SessionResumed, about);
    await acme.post(`/api/sessions/${id}/messages`, { content: 'Go' }).expect(201);
    expect(await receiver.next()).toBeWebhook(SessionMessageSent, {
      ...about,
      content: 'Go',
      sender: 'tester',
    });
    await acme.post(`/api/sessions/${id}/end`).expect(200);
    expect(await receiver.next()).toBeWebhook(SessionEnded, {
      ...about,
      duration: expect.any(Number),
    });
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(6);
  });

  it('what is refused is told to nobody', async () => {
    const projectId = await project();
    const body = await bodyOf<unknown>(
      acme.post(`/api/projects/${projectId}/sessions`, {}).expect(201),
    );
    await receiver.count(2);
    expectProblem(await acme.delete(`/api/projects/${projectId}`), 409, 'HOOKLINE_CONFLICT');
    const resumed = await acme.post(`/api/sessions/${(body as WithId).id}/resume`);
    expectProblem(resumed, 409, 'HOOKLINE_CONFLICT');
    await app.clock.untilDelivered();
    expect(receiver.received).toHaveLength(2);
  });

  it('only to those who asked for it', async () => {
    const ended = await app.receiver({ events: ['session.ended'] });
    const sessions = await app.receiver({ events: ['session.*'] });
    const projectId = await project();
    const body = await bodyOf<unknown>(
      acme.post('/api/sessions', { projectId, title: 'x' }).expect(201),
    );
    await acme.post(`/api/sessions/${(body as WithId).id}/end`).expect(200);
    await app.clock.untilDelivered();
    const typesOf = ({ received }: TestingReceiver): string[] => received.map(({ type }) => type);
    expect(typesOf(ended)).toEqual(['session.ended']);
    expect(typesOf(sessions).sort()).toEqual(['session.ended', 'session.started']);
    expect(typesOf(receiver).sort()).toEqual([
      'project.created',
      'session.ended',
      'session.started',
    ]);
  });

  it('in the form of Standard Webhooks, by the judgement of its own package', async () => {
    const id = await project('Ünïcode 🚀');
    const { headers, rawBody, body } = await receiver.next();
    const verified = new Webhook(receiver.secret).verify(rawBody.toString('utf8'), {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    });
    expect(verified).toEqual(body);
    expect(body).toEqual({
      id: headers['webhook-id'],
      type: 'project.created',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      data: {
        id,
        name: 'Ünïcode 🚀',
        description: null,
        createdAt: expect.any(String) as string,
      },
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Hookline\/\d+\.\d+\.\d+/) as string,
      'webhook-id': expect.stringMatching(/^evt_[0-9a-z]{26}$/) as string,
      'x-webhook-event': 'project.created',
      'x-webhook-attempt': '1',
      'x-webhook-endpoint': receiver.endpoint.id,
      'x-webhook-delivery': expect.stringMatching(/^dlv_[0-9a-z]{26}$/) as string,
    });
    expect(() =>
      new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(
        rawBody.toString(),
        headers as Record<string, string>,
      ),
    ).toThrow();
  });
});
