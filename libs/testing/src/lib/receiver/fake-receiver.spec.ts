import { generateHexSecret, generateKeyPair, generateSecret } from '@hookline/verify';
import { TestingClock } from '../clock/testing-clock';
import { ReceiverTimeoutError } from '../errors/receiver-timeout.error';
import { send } from '../../testing/send';
import { FakeReceiver } from './fake-receiver';

describe('FakeReceiver', () => {
  const secret = generateSecret();
  let receiver: FakeReceiver;

  beforeEach(async () => {
    receiver = await FakeReceiver.start({ secret });
  });
  afterEach(() => receiver.close());

  it('keeps what arrives, in order, and says what a message is', async () => {
    await send(receiver.url, secret, { id: 'evt_1', data: { name: 'x' } });
    await send(receiver.url, secret, { id: 'evt_2' });
    const first = await receiver.next<{ name: string }>();
    const second = await receiver.next();
    expect(first).toMatchObject({
      id: 'evt_1',
      type: 'project.created',
      attempt: 1,
      deliveryId: 'dlv_1',
      method: 'POST',
      path: '/hook',
      signatureValid: true,
      signatureProblem: null,
    });
    expect(first.data.name).toBe('x');
    expect(first.body.data).toEqual({ name: 'x' });
    expect(JSON.parse(first.rawBody.toString())).toEqual(first.body);
    expect(Math.abs(Date.now() - first.timestamp.getTime())).toBeLessThan(60_000);
    expect(second.id).toBe('evt_2');
    expect(receiver.received).toEqual([first, second]);
  });

  it('waits for the next message', async () => {
    const waiting = receiver.next();
    await send(receiver.url, secret);
    await expect(waiting).resolves.toMatchObject({ id: 'evt_1' });
  });

  it('says what arrived when a message does not come, and answers it when it does later', async () => {
    await send(receiver.url, secret);
    await receiver.next();
    const late = receiver.next({ timeoutMs: 20 });
    await expect(late).rejects.toThrow(ReceiverTimeoutError);
    await expect(late).rejects.toThrow(
      /Webhook 2 did not arrive within 20 ms.*\n\s+1\. project\.created, attempt 1/,
    );
    await send(receiver.url, secret, { id: 'evt_2' });
    await expect(receiver.next()).resolves.toMatchObject({ id: 'evt_2' });
  });

  it('waits for a number of messages', async () => {
    const waiting = receiver.count(2);
    await send(receiver.url, secret);
    await send(receiver.url, secret);
    await expect(waiting).resolves.toHaveLength(2);
    await expect(receiver.count(3, { timeoutMs: 20 })).rejects.toThrow(/Webhook 3/);
  });

  it('fails for a number of times, one plan after the other, and then succeeds', async () => {
    receiver
      .fails(503, { times: 2, headers: { 'retry-after': '7' }, body: 'busy' })
      .fails(429, { times: 1 });
    const first = await send(receiver.url, secret);
    expect(first.headers.get('retry-after')).toBe('7');
    await expect(first.text()).resolves.toBe('busy');
    const statuses = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await send(receiver.url, secret)).status);
    expect(statuses).toEqual([503, 429, 200]);
  });

  it('fails until told otherwise', async () => {
    receiver.fails(500);
    expect((await send(receiver.url, secret)).status).toBe(500);
    receiver.succeeds();
    expect((await send(receiver.url, secret)).status).toBe(200);
  });

  it('refuses a number of times that is none', () => {
    expect(() => receiver.fails(500, { times: 0 })).toThrow(RangeError);
  });

  it('hangs, drips and resets', async () => {
    receiver.hangs({ times: 1 }).drips({ times: 1 }).resets({ times: 1 });
    const deadline = new AbortController();
    const hanging = fetch(receiver.url, { method: 'POST', signal: deadline.signal });
    await receiver.next();
    deadline.abort();
    await expect(hanging).rejects.toThrow(/aborted/);
    const patience = new AbortController();
    const dripping = await fetch(receiver.url, { method: 'POST', signal: patience.signal });
    expect(dripping.status).toBe(200);
    const reader = dripping.body?.getReader();
    for (let drop = 0; drop < 2; drop += 1) {
      expect(await reader?.read()).toMatchObject({ done: false });
    }
    patience.abort();
    await expect(reader?.read()).rejects.toThrow(/aborted/);
    await expect(fetch(receiver.url, { method: 'POST' })).rejects.toThrow();
    expect((await send(receiver.url, secret)).status).toBe(200);
    expect(receiver.received).toHaveLength(4);
  });

  it('answers what a function says', async () => {
    receiver.respondWith(({ type }) => ({ status: 202, body: type }));
    await expect((await send(receiver.url, secret)).text()).resolves.toBe('project.created');
    receiver.respondWith(() => {
      throw new Error('broken handler');
    });
    const broken = await send(receiver.url, secret);
    expect(broken.status).toBe(500);
    await expect(broken.text()).resolves.toContain('broken handler');
  });

  it('tells messages that are not signed rightly', async () => {
    await send(receiver.url, generateSecret());
    await fetch(receiver.url, { method: 'POST', body: 'no webhook' });
    await send(receiver.url, secret, { nowMs: Date.now() - 3_600_000 });
    const problems = receiver.received.map(({ signatureProblem }) => signatureProblem);
    expect(problems).toEqual([
      expect.stringContaining('no_matching_signature'),
      expect.stringContaining('missing_header'),
      expect.stringContaining('timestamp_too_old'),
    ]);
    expect(receiver.received[1]).toMatchObject({
      body: {},
      id: '',
      type: '',
      signatureValid: false,
    });
  });

  it.each(['standard-asymmetric', 'hex', 'sha256'] as const)(
    'verifies by the scheme that it is started with: %s',
    async (signatureScheme) => {
      const { privateKey, publicKey } = generateKeyPair();
      const shared = generateHexSecret();
      const asymmetric = signatureScheme === 'standard-asymmetric';
      await using other = await FakeReceiver.start({
        secret: asymmetric ? publicKey : shared,
        signatureScheme,
      });
      const nowMs = Math.floor(Date.now() / 1_000) * 1_000;
      await send(other.url, asymmetric ? privateKey : shared, { nowMs, scheme: signatureScheme });
      expect(await other.next()).toMatchObject({
        id: 'evt_1',
        timestamp: new Date(nowMs),
        signatureProblem: null,
      });
      await send(other.url, secret);
      expect((await other.next()).signatureValid).toBe(false);
    },
  );

  it('says that it knows no secret, until it does', async () => {
    await using unknowing = await FakeReceiver.start();
    await send(unknowing.url, secret);
    unknowing.verifyWith(generateSecret(), secret);
    await send(unknowing.url, secret);
    expect(unknowing.received.map(({ signatureValid }) => signatureValid)).toEqual([false, true]);
    expect(unknowing.received[0]?.signatureProblem).toContain('knows no secret');
  });

  it('verifies by the clock that messages are signed by, also across a jump', async () => {
    const clock = new TestingClock();
    await using timed = await FakeReceiver.start({ secret, clock });
    const before = clock.now();
    clock.advance(30 * 86_400_000);
    await send(timed.url, secret, { nowMs: before });
    await send(timed.url, secret, { nowMs: clock.now() });
    await send(timed.url, secret, { nowMs: clock.now() - 3_600_000 });
    expect(timed.received.map(({ signatureValid }) => signatureValid)).toEqual([true, true, false]);
  });

  it('tells those who wait when it is closed', async () => {
    const waiting = receiver.next();
    await receiver.close();
    await expect(waiting).rejects.toThrow(/closed/);
    await expect(receiver.next()).rejects.toThrow(/closed/);
    await receiver.close();
  });
});
