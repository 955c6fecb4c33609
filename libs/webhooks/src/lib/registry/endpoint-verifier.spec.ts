import { SIGNATURE_SCHEMES, type Delivery } from '@hookline/contracts';
import { verify } from '@hookline/verify';
import { eventually } from '../../testing/eventually';
import { ManualClock } from '../../testing/manual-clock';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import { TestReceiver, type Answer, type ReceivedRequest } from '../../testing/test-receiver';
import { EndpointUnverifiedError } from '../common/errors/endpoint-unverified.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { VerificationTooSoonError } from '../common/errors/verification-too-soon.error';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { EndpointVerifier } from './endpoint-verifier';

const ORIGIN = 'hooks.example.com';
const isQuestion = ({ headers, body }: ReceivedRequest): boolean =>
  'webhook-request-origin' in headers || body.includes('"webhook.challenge"');

/** Agrees to both questions. */
function agree({ headers, body }: ReceivedRequest): Answer {
  if ('webhook-request-origin' in headers) {
    return {
      status: 200,
      headers: { 'webhook-allowed-origin': ORIGIN, 'webhook-allowed-rate': '600' },
    };
  }
  const { data } = JSON.parse(body) as { data: { challenge?: string } };
  return { status: 200, body: JSON.stringify({ challenge: data.challenge }) };
}

describe('EndpointVerifier', () => {
  let pipeline: Pipeline;
  let verifier: EndpointVerifier;
  let receiver: TestReceiver;

  beforeAll(async () => {
    pipeline = await startPipeline({
      endpointVerification: { required: (tenant) => tenant === TENANT, origin: ORIGIN },
    });
    verifier = pipeline.module.get(EndpointVerifier);
    receiver = pipeline.receiver;
  });
  afterAll(() => pipeline.close());
  beforeEach(() => {
    receiver.requests.length = 0;
    receiver.answer = agree;
  });

  const publish = (type: string) =>
    pipeline.publisher.publish({ type, data: {} }, { tenantId: TENANT });
  const find = (id: string) => pipeline.registry.findById(TENANT, id);
  const deliveriesOf = async (id: string): Promise<Delivery[]> =>
    (await pipeline.module.get(WebhookDeliveriesService).listByEndpoint(TENANT, id)).items;
  const eventsAt = (path: string): string[] =>
    receiver.requests
      .filter((request) => request.path === path && !isQuestion(request))
      .map(({ headers }) => String(headers['x-webhook-event']));

  describe('an endpoint that has to be verified', () => {
    it('SEC-V19 gets nothing: no delivery, and no test', async () => {
      const victim = await pipeline.endpoint({ url: `${receiver.url}/victim` });
      const other = await pipeline.endpoint({ url: `${receiver.url}/other` });
      await verifier.verify(TENANT, other);
      expect(await find(victim)).toMatchObject({ verification: 'pending', verifiedAt: null });
      const { deliveries } = await publish('a.unasked');
      expect(deliveries).toHaveLength(1);
      await receiver.until(() => eventsAt('/other').length === 1);
      await expect(pipeline.registry.testEndpoint(TENANT, victim)).rejects.toThrow(
        EndpointUnverifiedError,
      );
      expect(await deliveriesOf(victim)).toEqual([]);
      expect(await pipeline.registry.findByEvent(TENANT, 'a.unasked')).toMatchObject([
        { id: other },
      ]);
      expect(receiver.requests.filter(({ path }) => path === '/victim')).toEqual([]);
      await pipeline.registry.delete(TENANT, other);
    });

    it('is not asked for by every tenant', async () => {
      const { endpoint } = await pipeline.registry.create('trusted', {
        name: 'x',
        url: receiver.url,
      });
      expect(endpoint.verification).toBe('not_required');
    });
  });

  describe('the handshake', () => {
    it('asks with our origin, and keeps the rate that is allowed', async () => {
      const id = await pipeline.endpoint({
        url: `${receiver.url}/agrees`,
        headers: { 'x-token': 'for the gateway' },
      });
      const answer = await verifier.verify(TENANT, id, 'handshake');
      expect(answer).toMatchObject({
        verified: true,
        method: 'handshake',
        status: 200,
        problem: null,
        endpoint: { id, verification: 'verified', allowedRate: 600 },
      });
      expect(answer.endpoint.verifiedAt).not.toBeNull();
      expect(receiver.requests).toMatchObject([
        {
          path: '/agrees',
          body: '',
          headers: { 'webhook-request-origin': ORIGIN, 'x-token': 'for the gateway' },
        },
      ]);
      await publish('a.agreed');
      await receiver.until(() => eventsAt('/agrees').includes('a.agreed'));
      await pipeline.registry.delete(TENANT, id);
    });

    it.each<[string, Answer, string]>([
      [
        'another origin',
        { status: 200, headers: { 'webhook-allowed-origin': 'x.test' } },
        'Origin',
      ],
      ['nothing', { status: 200 }, 'no header'],
      ['404', { status: 404, headers: { 'webhook-allowed-origin': '*' } }, '404'],
      ['500', { status: 500, headers: { 'webhook-allowed-origin': '*' } }, '500'],
    ])('SEC-V18 a receiver that answers %s has not agreed', async (_what, reply, problem) => {
      receiver.answer = () => reply;
      const id = await pipeline.endpoint();
      expect(await verifier.verify(TENANT, id, 'handshake')).toMatchObject({
        verified: false,
        problem: expect.stringContaining(problem) as string,
        endpoint: { verification: 'pending' },
      });
    });
  });

  describe('the challenge', () => {
    it.each(SIGNATURE_SCHEMES)(
      'is signed by the scheme %s, and its token answered',
      async (scheme) => {
        const { endpoint, secret } = await pipeline.registry.create(TENANT, {
          name: scheme,
          url: receiver.url,
          signatureScheme: scheme,
        });
        expect(await verifier.verify(TENANT, endpoint.id)).toMatchObject({
          verified: true,
          method: 'challenge',
          endpoint: { verification: 'verified', allowedRate: null },
        });
        const [{ headers, body }] = receiver.requests as [ReceivedRequest];
        const message = { headers: headers as Record<string, string>, body };
        const { id, payload } = verify({ ...message, scheme, secrets: secret });
        expect(payload).toEqual({
          id,
          type: 'webhook.challenge',
          timestamp: expect.any(String) as string,
          data: { challenge: expect.stringMatching(/^[\w-]{43}$/) as string },
        });
        await pipeline.registry.delete(TENANT, endpoint.id);
      },
    );

    it.each<[string, (request: ReceivedRequest) => Answer]>([
      ['another token', () => ({ status: 200, body: '{"challenge":"x"}' })],
      ['nothing', () => ({ status: 204 })],
      ['an echo of everything', ({ body }) => ({ status: 200, body })],
      ['the token and 500', (request) => ({ ...(agree(request) as object), status: 500 })],
    ])('SEC-V18 a receiver that answers %s has not agreed', async (_what, reply) => {
      receiver.answer = reply;
      const id = await pipeline.endpoint();
      expect(await verifier.verify(TENANT, id, 'challenge')).toMatchObject({
        verified: false,
        endpoint: { verification: 'pending' },
      });
    });

    it('SEC-V18 has another token each time', async () => {
      const tokens = new Set<string>();
      for (let round = 0; round < 2; round += 1) {
        const id = await pipeline.endpoint();
        await verifier.verify(TENANT, id);
        await pipeline.registry.delete(TENANT, id);
      }
      for (const { body } of receiver.requests) tokens.add(body.split('"challenge":')[1] ?? '');
      expect(tokens.size).toBe(2);
    });
  });

  it('SEC-V20 redirects are not followed, to whatever place', async () => {
    const elsewhere = await new TestReceiver().start();
    elsewhere.answer = agree;
    receiver.answer = () => ({ status: 307, headers: { location: elsewhere.url } });
    for (const method of ['handshake', 'challenge'] as const) {
      const id = await pipeline.endpoint();
      expect(await verifier.verify(TENANT, id, method)).toMatchObject({
        verified: false,
        status: 307,
      });
    }
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  it('SEC-V20 goes through the egress guard', async () => {
    const guarded = await pipeline.another({ egress: { allow: [] }, worker: false });
    for (const method of ['handshake', 'challenge'] as const) {
      const id = await pipeline.endpoint();
      const answer = await guarded.get(EndpointVerifier).verify(TENANT, id, method);
      expect(answer).toMatchObject({ verified: false, status: null });
      expect(answer.problem).toContain('loopback');
    }
    expect(receiver.requests).toEqual([]);
  });

  it('SEC-V21 another URL has to be verified again, and gets nothing of what waits', async () => {
    const id = await pipeline.endpoint({
      url: `${receiver.url}/first`,
      // Attempts enough to be still waiting when the URL changes.
      retryPolicy: { strategy: 'constant', maxAttempts: 20, delayMs: 1_000, jitter: 0 },
    });
    await verifier.verify(TENANT, id);
    receiver.answer = (request) => (isQuestion(request) ? agree(request) : { status: 503 });
    await publish('a.waiting');
    await receiver.until(() => eventsAt('/first').length === 1);
    await pipeline.registry.update(TENANT, id, { url: `${receiver.url}/second` });
    expect(await find(id)).toMatchObject({ verification: 'pending', verifiedAt: null });
    const held = await eventually(async () => {
      const [delivery] = await deliveriesOf(id);
      return delivery?.holdReason === 'unverified' && delivery;
    });
    expect(held).toMatchObject({ status: 'retrying', completedAt: null });
    expect(receiver.requests.filter(({ path }) => path === '/second')).toEqual([]);

    await pipeline.rows('UPDATE hookline.endpoint SET verification_tried_at = NULL');
    receiver.answer = agree;
    expect(await verifier.verify(TENANT, id)).toMatchObject({ verified: true });
    await receiver.until(() => eventsAt('/second').includes('a.waiting'));
    await pipeline.registry.delete(TENANT, id);
  });

  it('SEC-V21 a URL that changes while it is asked is not verified', async () => {
    const id = await pipeline.endpoint({ url: `${receiver.url}/mine` });
    receiver.answer = async (request) => {
      if (request.path !== '/mine') return { status: 204 };
      await pipeline.registry.update(TENANT, id, { url: `${receiver.url}/victim` });
      return agree(request);
    };
    expect(await verifier.verify(TENANT, id)).toMatchObject({ verified: false });
    expect(await find(id)).toMatchObject({ verification: 'pending' });
  });

  it('SEC-V22 an endpoint is asked at most once in ten seconds, by however many callers', async () => {
    const id = await pipeline.endpoint({ url: `${receiver.url}/asked` });
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => verifier.verify(TENANT, id)),
    );
    const refused = answers.flatMap((each): unknown[] =>
      each.status === 'rejected' ? [each.reason] : [],
    );
    expect(refused).toHaveLength(4);
    expect(refused.every((error) => error instanceof VerificationTooSoonError)).toBe(true);
    expect(receiver.requests.filter(({ path }) => path === '/asked')).toHaveLength(1);
  });

  it('refuses unknown methods, and the endpoints of others', async () => {
    const id = await pipeline.endpoint();
    await expect(verifier.verify(TENANT, id, 'magic' as 'challenge')).rejects.toThrow(
      ValidationFailedError,
    );
    await expect(verifier.verify('intruder', id)).rejects.toThrow(ResourceNotFoundError);
    expect(receiver.requests).toEqual([]);
  });
});

describe('EndpointVerifier and the clock', () => {
  it('SEC-V22 asks again after ten seconds', async () => {
    const clock = new ManualClock(Date.now());
    const pipeline = await startPipeline({ endpointVerification: { required: true }, clock });
    const verifier = pipeline.module.get(EndpointVerifier);
    const id = await pipeline.endpoint();
    expect(await verifier.verify(TENANT, id)).toMatchObject({ verified: false });
    await expect(verifier.verify(TENANT, id)).rejects.toThrow('in 10 s');
    clock.advance(10_000);
    pipeline.receiver.answer = agree;
    expect(await verifier.verify(TENANT, id)).toMatchObject({ verified: true });
    await pipeline.close();
  });
});
