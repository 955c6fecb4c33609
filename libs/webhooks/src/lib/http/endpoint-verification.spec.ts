import type { EndpointVerification } from '@hookline/contracts';
import { TestReceiver } from '../../testing/test-receiver';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe.each(ADAPTERS)('POST /webhooks/:id/verify on %s', (_name, adapter) => {
  let harness: HttpHarness;
  let receiver: TestReceiver;

  beforeAll(async () => {
    receiver = await new TestReceiver().start();
    harness = await HttpHarness.start(adapter(), {
      egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
      endpointVerification: { required: true, origin: 'hooks.example.com' },
    });
  });
  afterAll(async () => {
    await harness.stop();
    await receiver.stop();
  });

  const create = () => harness.create({ url: receiver.url });
  const verify = (id: string, body: object = {}, tenant = 'acme') =>
    harness.send('post', `/webhooks/${id}/verify`, tenant).send(body);

  it('answers what the receiver said, with the endpoint', async () => {
    receiver.answer = () => ({ status: 200, headers: { 'webhook-allowed-origin': '*' } });
    const { id, verification } = await create();
    expect(verification).toBe('pending');
    const response = await verify(id, { method: 'handshake' }).expect(200);
    expect(response.body).toMatchObject({
      verified: true,
      method: 'handshake',
      status: 200,
      problem: null,
      endpoint: { id, verification: 'verified', allowedRate: null },
    });
    const read = await harness.get(`/webhooks/${id}`).expect(200);
    const { endpoint } = response.body as EndpointVerification;
    expect(read.body).toEqual({ ...endpoint, lastDeliveries: [] });
  });

  it('answers 200 and why, when the receiver does not agree', async () => {
    receiver.answer = () => ({ status: 404 });
    const response = await verify((await create()).id).expect(200);
    expect(response.body).toMatchObject({
      verified: false,
      method: 'challenge',
      status: 404,
      problem: expect.stringContaining('404') as string,
      endpoint: { verification: 'pending', verifiedAt: null },
    });
  });

  it('SEC-V22 answers 429 when it was asked a moment ago', async () => {
    const { id } = await create();
    await verify(id).expect(200);
    expectProblem(await verify(id), 429, 'HOOKLINE_VERIFICATION_TOO_SOON');
  });

  it('SEC-V19 answers 409 to a test before', async () => {
    const { id } = await create();
    const test = await harness.send('post', `/webhooks/${id}/test`);
    expectProblem(test, 409, 'HOOKLINE_ENDPOINT_UNVERIFIED');
  });

  it('refuses unknown methods and fields, and the endpoints of others', async () => {
    const { id } = await create();
    for (const body of [{ method: 'magic' }, { method: null }, { how: 'x' }]) {
      expectProblem(await verify(id, body), 400, 'HOOKLINE_VALIDATION_FAILED');
    }
    expectProblem(await verify('ep_x'), 400, 'HOOKLINE_ID_INVALID');
    expectProblem(await verify(id, {}, 'intruder'), 404, 'HOOKLINE_NOT_FOUND');
  });
});
