import { SIGNATURE_SCHEMES, type SignatureScheme } from '@hookline/contracts';
import { verify as verifySha256 } from '@octokit/webhooks-methods';
import { verify, WebhookVerificationError } from '@hookline/verify';
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import type { ReceivedRequest } from '../../testing/test-receiver';

describe('A delivery to endpoints of every scheme', () => {
  let pipeline: Pipeline;
  const secrets = new Map<SignatureScheme, string>();
  const received = new Map<SignatureScheme, ReceivedRequest>();

  beforeAll(async () => {
    pipeline = await startPipeline();
    const { registry, receiver, publisher } = pipeline;
    for (const signatureScheme of SIGNATURE_SCHEMES) {
      const url = `${receiver.url}/${signatureScheme}`;
      const headers = { 'x-team': 'a' };
      const input = { name: signatureScheme, url, signatureScheme, headers };
      secrets.set(signatureScheme, (await registry.create(TENANT, input)).secret);
    }
    await publisher.publish({ type: 'order.paid', data: { n: 1 } }, { tenantId: TENANT });
    await receiver.count(SIGNATURE_SCHEMES.length);
    for (const request of receiver.requests) {
      received.set(request.path.slice(1) as SignatureScheme, request);
    }
  });
  afterAll(() => pipeline.close());

  const of = (scheme: SignatureScheme) => {
    const { headers, body } = received.get(scheme) as ReceivedRequest;
    return { headers: headers as Record<string, string>, body, secret: secrets.get(scheme) ?? '' };
  };

  it.each(SIGNATURE_SCHEMES)('%s is verified by the package for receivers', (scheme) => {
    const { headers, body, secret } = of(scheme);
    const { id, payload } = verify({ headers, body, scheme, secrets: secret });
    expect(payload).toMatchObject({ id, type: 'order.paid', data: { n: 1 } });
    expect(headers).toMatchObject({ 'x-webhook-event': 'order.paid', 'x-team': 'a' });
  });

  it.each(SIGNATURE_SCHEMES)(
    'SEC-V17 what was sent by %s is good for no other endpoint',
    (scheme) => {
      const { headers, body } = of(scheme);
      for (const other of SIGNATURE_SCHEMES.filter((each) => each !== scheme)) {
        expect(() => verify({ headers, body, scheme: other, secrets: of(other).secret })).toThrow(
          WebhookVerificationError,
        );
      }
    },
  );

  it('standard has the headers of Standard Webhooks alone, as its own package judges', () => {
    const { headers, body, secret } = of('standard');
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'order.paid' });
    expect(
      Object.keys(headers)
        .filter((name) => /webhook/.test(name))
        .sort(),
    ).toEqual([
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
      'x-webhook-attempt',
      'x-webhook-delivery',
      'x-webhook-endpoint',
      'x-webhook-event',
    ]);
  });

  it('hex is the hex HMAC of timestamp.body, keyed with the text of the secret', () => {
    const { headers, body, secret } = of('hex');
    const content = `${headers['x-webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', secret).update(content).digest('hex');
    expect(headers['x-webhook-signature']).toBe(expected);
    expect(headers['x-webhook-id']).toBe((JSON.parse(body) as { id: string }).id);
  });

  it("sha256 is what GitHub's package verifies, with an ISO time", async () => {
    const { headers, body, secret } = of('sha256');
    const signature = headers['x-webhook-signature-256'] ?? '';
    expect(await verifySha256(secret, body, signature)).toBe(true);
    const time = headers['x-webhook-timestamp'] ?? '';
    expect(new Date(time).toISOString()).toBe(time);
  });

  it('says so when the secret can not be used, and does not send', async () => {
    const { registry, rows, receiver } = pipeline;
    const { endpoint } = await registry.create(TENANT, { name: 'bare', url: receiver.url });
    await rows(
      'DELETE FROM hookline.endpoint_secret s USING hookline.endpoint e WHERE s.endpoint_id = e.id AND e.name = $1',
      ['bare'],
    );
    await registry.update(TENANT, endpoint.id, { description: 'without a secret' });
    const before = receiver.requests.length;
    const { delivered, attempt } = await registry.testEndpoint(TENANT, endpoint.id);
    expect(delivered).toBe(false);
    expect(attempt).toMatchObject({ errorCode: 'signature' });
    expect(receiver.requests).toHaveLength(before);
  });
});
