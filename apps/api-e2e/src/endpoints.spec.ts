import type { CreatedEndpoint, Endpoint, Page } from '@hookline/contracts';
import type { WebhooksTestingApp } from '@hookline/testing';
import { bodyOf, callerOf, host, type Caller } from './testing/host';
import { expectProblem } from './testing/problem';

describe('endpoints over HTTP', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;

  beforeAll(async () => {
    app = await host().start();
    acme = callerOf(app);
  });
  afterAll(() => app.close());

  const url = 'https://example.com/hook';

  async function create(fields: object = {}): Promise<CreatedEndpoint> {
    const response = await acme.post('/api/webhooks', { name: 'mine', url, ...fields }).expect(201);
    return response.body as CreatedEndpoint;
  }

  it('are created, and their secret is shown that once', async () => {
    const { secret, ...endpoint } = await create({
      events: ['project.*'],
      description: 'for billing',
      headers: { 'X-Api-Key': 'key-of-the-receiver' },
      metadata: { team: 'billing' },
      timeoutMs: 5_000,
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(endpoint).toMatchObject({
      id: expect.stringMatching(/^ep_[0-9a-z]{26}$/) as string,
      tenantId: 'acme',
      name: 'mine',
      url,
      events: ['project.*'],
      headerNames: ['x-api-key'],
      timeoutMs: 5_000,
      active: true,
      disabledReason: null,
      metadata: { team: 'billing' },
    });
    const answers = [
      await acme.get(`/api/webhooks/${endpoint.id}`).expect(200),
      await acme.get('/api/webhooks').expect(200),
      await acme.patch(`/api/webhooks/${endpoint.id}`, { name: 'renamed' }).expect(200),
      await acme.put(`/api/webhooks/${endpoint.id}`, { name: 'replaced', url }).expect(200),
    ];
    for (const { text } of answers) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('key-of-the-receiver');
      expect(text).not.toContain('"secret"');
    }
  });

  it('take a secret of the caller', async () => {
    const own = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect((await create({ secret: own })).secret).toBe(own);
    const short = await acme.post('/api/webhooks', { name: 'x', url, secret: 'too short' });
    expectProblem(short, 400, 'HOOKLINE_SECRET_INVALID');
    expect(short.text).not.toContain('too short');
  });

  it('are listed in pages, newest first', async () => {
    const other = callerOf(app, { tenant: 'pages' });
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const body = await bodyOf<unknown>(other.post('/api/webhooks', { name, url }).expect(201));
      ids.unshift((body as Endpoint).id);
    }
    const first = (await other.get('/api/webhooks?limit=2').expect(200)).body as Page<Endpoint>;
    const rest = (await other.get(`/api/webhooks?limit=2&cursor=${first.nextCursor}`).expect(200))
      .body as Page<Endpoint>;
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
  });

  it('change, and keep what is not named', async () => {
    const { id } = await create({ events: ['session.ended'], timeoutMs: 5_000 });
    const patched = await acme.patch(`/api/webhooks/${id}`, { active: false }).expect(200);
    expect(patched.body).toMatchObject({
      active: false,
      disabledReason: 'manual',
      events: ['session.ended'],
      timeoutMs: 5_000,
    });
    const replaced = await acme.put(`/api/webhooks/${id}`, { name: 'new', url }).expect(200);
    expect(replaced.body).toMatchObject({
      name: 'new',
      events: [],
      timeoutMs: 15_000,
      active: false,
    });
  });

  it('are gone when they are deleted', async () => {
    const { id } = await create();
    await acme.delete(`/api/webhooks/${id}`).expect(204);
    expectProblem(await acme.get(`/api/webhooks/${id}`), 404, 'HOOKLINE_NOT_FOUND');
    expectProblem(await acme.delete(`/api/webhooks/${id}`), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('are told apart from the catalog of events', async () => {
    const body = await bodyOf<unknown>(acme.get('/api/webhooks/events').expect(200));
    const types = (body as { items: { type: string }[] }).items.map(({ type }) => type);
    // Which events there are stands in docs/events.md, and a test of its own.
    expect(types.slice(0, 3)).toEqual(['project.created', 'project.updated', 'project.deleted']);
    expect(types.at(-1)).toBe('webhook.test');
  });

  it.each([
    ['http://169.254.169.254/latest', /metadata/],
    ['http://10.0.0.1/', /private/],
    ['ftp://example.com/', /scheme/],
  ])('may not lead to %s', async (inside, reason) => {
    const response = await acme.post('/api/webhooks', { name: 'x', url: inside });
    expectProblem(response, 400, 'HOOKLINE_URL_BLOCKED');
    expect((response.body as { detail: string }).detail).toMatch(reason);
  });

  it.each([
    [{ name: '', timeoutMs: 1, metadata: 'none' }, ['name', 'timeoutMs', 'metadata']],
    [{ events: ['Not An Event', 'project.*', '**'] }, ['events[0]', 'events[2]']],
    [{ headers: { 'webhook-id': 'mine' } }, ['headers.webhook-id']],
    [{ maxRetries: 11, retryDelay: 9 }, ['maxRetries', 'retryDelay']],
    [{ retryPolicy: { strategy: 'sometimes' } }, ['retryPolicy.strategy']],
    [{ password: 'unknown field' }, ['password']],
  ])('are refused for %j, naming what is at fault', async (fields, faulty) => {
    const response = await acme.post('/api/webhooks', { name: 'x', url, ...fields });
    expectProblem(response, 400, 'HOOKLINE_VALIDATION_FAILED');
    const { errors } = response.body as { errors: { field: string }[] };
    expect([...new Set(errors.map(({ field }) => field))].sort()).toEqual([...faulty].sort());
  });
});
