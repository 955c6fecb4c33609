import { importSecret, generateSecret } from '@hookline/verify';
import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { CLOCK, type Clock } from '../clock/clock';
import { encodeId, newUuid } from '../common/ids';
import { EgressGuard } from '../egress/egress-guard';
import { resolveRetryPolicy } from '../policy/retry-policy';
import { DEFAULTS, WEBHOOKS_CONFIG } from '../webhooks.config';
import { type SendableDelivery } from './build-request';
import { createTransport } from './create-transport';
import { DeliverySender } from './delivery-sender';
import { type SendTarget } from './send-target';
import { Receivers } from './testing/receivers';
import { WEBHOOK_TRANSPORT, type WebhookTransport } from './transport';

/** A clock that stands until it is moved. */
class StillClock implements Clock {
  time = Date.now();

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }
}

const guard = new EgressGuard({ allow: ['127.0.0.0/8'], allowInsecure: true });
const manifest = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
  version: string;
};

describe('DeliverySender', () => {
  const receivers = new Receivers();
  const clock = new StillClock();
  const secrets = [generateSecret(), generateSecret()];
  const transport = createTransport({ ...DEFAULTS.delivery, transport: 'undici' }, guard);
  const eventId = newUuid();
  const delivery: SendableDelivery = {
    id: newUuid(),
    eventId,
    eventType: 'project.created',
    body: Buffer.from(`{"id":"${encodeId('evt', eventId)}","n":1.0,"text":"ü \\u0000 😀"} `),
    attempts: 0,
  };

  async function sender(port: WebhookTransport = transport, delivery = DEFAULTS.delivery) {
    const module = await Test.createTestingModule({
      providers: [
        DeliverySender,
        { provide: WEBHOOK_TRANSPORT, useValue: port },
        { provide: CLOCK, useValue: clock },
        { provide: WEBHOOKS_CONFIG, useValue: { delivery } },
      ],
    }).compile();
    return module.get(DeliverySender);
  }

  function target(url: string, changes: Partial<SendTarget> = {}): SendTarget {
    return {
      id: newUuid(),
      url,
      headers: { 'x-api-key': 'k' },
      signingKeys: secrets.map(importSecret),
      timeoutMs: 5_000,
      retryPolicy: resolveRetryPolicy('standard'),
      retryStatuses: null,
      lane: { concurrency: null, rateLimit: null, ordering: null },
      ...changes,
    };
  }

  afterEach(() => receivers.stop());
  afterAll(() => transport.close());

  it('sends what standardwebhooks verifies, with each live secret', async () => {
    const receiver = await receivers.http((response) => response.end('thanks'));
    const endpoint = target(receiver.url);
    const outcome = await (await sender()).attempt(delivery, endpoint);
    expect(outcome).toEqual({
      startedAt: clock.time,
      durationMs: 0,
      status: 200,
      responseHeaders: expect.objectContaining({ 'content-length': '6' }) as object,
      responseBody: 'thanks',
      address: '127.0.0.1',
      errorCode: null,
      errorMessage: null,
      retryable: false,
      retryAfterMs: null,
    });

    const [received] = receiver.requests;
    const headers = received?.headers as Record<string, string>;
    for (const secret of secrets) {
      const payload = new Webhook(secret).verify(received?.body ?? '', headers);
      expect(payload).toEqual(JSON.parse(delivery.body.toString()));
    }
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': `Hookline/${manifest.version}`,
      'webhook-id': encodeId('evt', delivery.eventId),
      'webhook-timestamp': String(Math.floor(clock.time / 1_000)),
      'x-webhook-event': 'project.created',
      'x-webhook-delivery': encodeId('dlv', delivery.id),
      'x-webhook-endpoint': encodeId('ep', endpoint.id),
      'x-webhook-attempt': '1',
      'x-api-key': 'k',
    });
  });

  it('sends equal bytes and the same id on every attempt, freshly signed', async () => {
    const receiver = await receivers.http((response) => response.writeHead(503).end());
    const endpoint = target(receiver.url);
    const made = await sender();
    for (let attempts = 0; attempts < 3; attempts += 1) {
      await made.attempt({ ...delivery, attempts }, endpoint);
      clock.time += 60_000;
    }
    const all = <Value>(read: (request: (typeof receiver.requests)[number]) => Value) =>
      receiver.requests.map(read);
    expect(all(({ body }) => body.equals(delivery.body))).toEqual([true, true, true]);
    expect(new Set(all(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(all(({ headers }) => headers['webhook-signature'])).size).toBe(3);
    expect(all(({ headers }) => headers['x-webhook-attempt'])).toEqual(['1', '2', '3']);
  });

  it('never lets an endpoint’s header replace one of ours', async () => {
    const receiver = await receivers.http((response) => response.end());
    const headers = { 'webhook-id': 'forged', 'content-type': 'text/plain', accept: 'text/html' };
    await (await sender()).attempt(delivery, target(receiver.url, { headers }));
    expect(receiver.requests[0]?.headers).toMatchObject({
      'webhook-id': encodeId('evt', delivery.eventId),
      'content-type': 'application/json',
      accept: 'text/html',
    });
  });

  it.each([
    [503, 'http_status', true],
    [429, 'http_status', true],
    [404, 'http_status', false],
    [410, 'http_status', false],
    [302, 'redirect', false],
  ])('judges %i as %s, retryable %s', async (status, errorCode, retryable) => {
    const receiver = await receivers.http((response) => {
      response.writeHead(status, { 'retry-after': '7' }).end('no');
    });
    const outcome = await (await sender()).attempt(delivery, target(receiver.url));
    expect(outcome).toMatchObject({
      status,
      errorCode,
      retryable,
      retryAfterMs: 7_000,
      responseBody: 'no',
    });
    expect(outcome.errorMessage).toContain(String(status));
  });

  it('goes by the endpoint’s own retried statuses', async () => {
    const receiver = await receivers.http((response) => response.writeHead(409).end());
    const endpoint = target(receiver.url, { retryStatuses: [409] });
    expect(await (await sender()).attempt(delivery, endpoint)).toMatchObject({ retryable: true });
  });

  it('SEC-R05 stores a cut body that Postgres can hold', async () => {
    const receiver = await receivers.http((response) => response.end(`\0${'é'.repeat(40_000)}`));
    const outcome = await (await sender()).attempt(delivery, target(receiver.url));
    expect(outcome).toMatchObject({ status: 200, errorCode: null });
    expect(outcome.responseBody).toBe(`\\u0000${'é'.repeat(2_045)}`);
  });

  it('answers failures as outcomes: timeout, blocked address, no secret', async () => {
    const receiver = await receivers.http(() => undefined);
    const made = await sender();
    expect(await made.attempt(delivery, target(receiver.url, { timeoutMs: 100 }))).toMatchObject({
      errorCode: 'timeout',
      retryable: true,
      status: null,
      responseBody: null,
    });
    expect(await made.attempt(delivery, target('http://10.0.0.1/'))).toMatchObject({
      errorCode: 'blocked_address',
      retryable: false,
    });
    const requests = receiver.requests.length;
    expect(await made.attempt(delivery, target(receiver.url, { signingKeys: [] }))).toMatchObject({
      errorCode: 'signature',
      retryable: false,
    });
    expect(receiver.requests).toHaveLength(requests);
  });

  it('answers an outcome even when a transport breaks its promise', async () => {
    const log = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const broken: WebhookTransport = {
      send: () => Promise.reject(new TypeError('the secret is hunter2')),
      close: () => Promise.resolve(),
    };
    const outcome = await (await sender(broken)).attempt(delivery, target('http://x.example/'));
    expect(outcome).toMatchObject({ errorCode: 'unknown', retryable: true });
    expect(JSON.stringify([outcome, log.mock.calls])).not.toContain('hunter2');
    log.mockRestore();
  });
});
