import type { WebhooksTestingApp } from '@hookline/testing';
import { contract } from './contract';
import { callerOf, host, type Caller } from './host';

/** An exchange that is in order, but for what a test changes. */
const LISTED = {
  method: 'GET',
  path: '/api/webhooks/deliveries',
  query: [] as [string, string][],
  headers: {},
  body: undefined,
  hasBody: false,
  status: 200,
  type: 'application/json',
  answerHeaders: {},
  text: '{"items":[],"nextCursor":null}',
};
const PROBLEM = {
  type: 'about:blank',
  title: 'Not Found',
  status: 404,
  code: 'HOOKLINE_NOT_FOUND',
  detail: 'There is none.',
};
const refused = (path: string, problem: object) => ({
  ...LISTED,
  path,
  status: 404,
  type: 'application/problem+json',
  text: JSON.stringify(problem),
});
const ENDPOINT = '/api/webhooks/ep_01kamqz0x3f1v9p0c6c2q1b7zd';

describe('the contract that every exchange is held to', () => {
  let app: WebhooksTestingApp;
  let acme: Caller;

  beforeAll(async () => {
    app = await host().start();
    acme = callerOf(app);
    await acme.get('/api/webhooks/deliveries').expect(200);
  });
  afterAll(() => app.close());

  it('sees what is sent, and says nothing of what is in order', async () => {
    await acme.post('/api/webhooks', { name: 'x', url: 'https://example.com' }).expect(201);
    await acme.get('/api/webhooks?limit=x').expect(400);
    await acme.get('/api/nowhere').expect(404);
    expect([...contract.answers]).toEqual([
      'GET /api/webhooks/deliveries 200',
      'POST /api/webhooks 201',
      'GET /api/webhooks 400 HOOKLINE_VALIDATION_FAILED',
    ]);
    contract.check(LISTED);
    contract.check(refused(ENDPOINT, PROBLEM));
    contract.check({ ...LISTED, query: [['limit', '5']] });
    expect(contract.takeViolations()).toEqual([]);
  });

  it.each([
    ['another status', { ...LISTED, status: 206 }, 'status is not documented'],
    ['another type', { ...LISTED, type: 'text/html' }, 'content type is not documented'],
    ['an unknown field', { ...LISTED, text: '{"items":[],"nextCursor":null,"more":1}' }, '"more"'],
    ['a missing field', { ...LISTED, text: '{"items":[]}' }, '"nextCursor"'],
    [
      'an unknown field inside',
      { ...LISTED, text: '{"items":[{"a":1}],"nextCursor":null}' },
      '/items/0',
    ],
    ['another code', refused(ENDPOINT, { ...PROBLEM, code: 'HOOKLINE_CONFLICT' }), '/code'],
    ['a field beside a problem', refused(ENDPOINT, { ...PROBLEM, stack: '…' }), '"stack"'],
    [
      'such a field where there is no operation',
      refused('/no', { ...PROBLEM, stack: '…' }),
      '"stack"',
    ],
    ['an answer where there is no operation', { ...LISTED, path: '/no' }, 'no operation'],
    ['an unknown parameter', { ...LISTED, query: [['page', '1']] }, 'page is not documented'],
    ['a wrong parameter', { ...LISTED, query: [['limit', '1000']] }, 'the parameter limit'],
    ['a body that is not asked for', { ...LISTED, hasBody: true, body: {} }, 'has a body'],
    ['a missing header', { ...LISTED, path: ENDPOINT }, 'the header ETag is missing'],
    [
      'an accepted body that breaks the schema',
      {
        ...LISTED,
        ...{ method: 'POST', path: '/api/webhooks/match', hasBody: true },
        headers: { 'content-type': 'application/json' },
        body: { type: 'project.created', data: {}, unknown: 1 },
        text: '{"items":[]}',
      },
      'the body itself',
    ],
  ])('finds %s', (_, exchange, problem) => {
    contract.check(exchange as typeof LISTED);
    expect(contract.takeViolations().join('\n')).toContain(problem);
  });
});
