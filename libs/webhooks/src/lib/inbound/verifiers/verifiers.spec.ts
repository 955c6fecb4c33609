import { inspect } from 'node:util';
import { ConfigInvalidError } from '../../common/errors/config-invalid.error';
import { INBOUND_TYPES, type InboundSource, type InboundVerdict } from '../inbound-verifier';
import { SENDERS, signStripe, type Sent } from '../testing/senders';
import { createVerifier } from './create-verifier';

/** What a source makes of a request. */
async function judge(source: InboundSource, { headers, body }: Sent): Promise<InboundVerdict> {
  const verifier = createVerifier('sender', source);
  if (verifier === undefined) throw new Error('the source has no secret');
  return verifier.verify({ headers, rawBody: Buffer.from(body) });
}

const reasonOf = (verdict: InboundVerdict): string => (verdict.verified ? 'ok' : verdict.reason);

it('there is a sender for each type', () => {
  expect(SENDERS.map(({ type }) => type).sort()).toEqual([...INBOUND_TYPES].sort());
});

describe.each(SENDERS)('messages of $type', (sender) => {
  const { type, secret, foreign, timed } = sender;
  const source = { type, secret };

  it('are accepted, with id, type and payload', async () => {
    const sent = await sender.send('evt_1', { type: 'some.type' });
    expect(await judge(source, sent)).toEqual({
      verified: true,
      message: { id: 'evt_1', type: 'some.type', payload: JSON.parse(sent.body) as unknown },
    });
  });

  it('are accepted with one of several secrets', async () => {
    const sent = await sender.send('evt_1');
    expect(await judge({ type, secret: [foreign, secret] }, sent)).toMatchObject({
      verified: true,
    });
  });

  it('SEC-I01 are refused with another secret, or without a signature', async () => {
    const sent = await sender.send('evt_1');
    expect(reasonOf(await judge({ type, secret: foreign }, sent))).toBe('signature');
    expect(reasonOf(await judge(source, { ...sent, headers: {} }))).toBe('signature');
  });

  it('SEC-I01 are refused when any byte of the body was changed', async () => {
    const verifier = createVerifier('sender', source);
    const { headers, body } = await sender.send('evt_1');
    const bytes = Buffer.from(body);
    for (let index = 0; index < bytes.length; index += 1) {
      const rawBody = Buffer.from(bytes);
      rawBody[index] = (rawBody[index] ?? 0) ^ 1;
      expect(reasonOf(await verifier!.verify({ headers, rawBody }))).toBe('signature');
    }
    expect(reasonOf(await verifier!.verify({ headers, rawBody: Buffer.alloc(0) }))).toBe(
      'signature',
    );
  });

  it('SEC-I01 are refused when any character of a signed header was changed', async () => {
    const sent = await sender.send('evt_1');
    const unsigned = ['x-github-delivery', 'x-github-event', 'x-webhook-timestamp'];
    const names = Object.keys(sent.headers).filter((name) => !unsigned.includes(name));
    for (const name of names) {
      const value = sent.headers[name] ?? '';
      for (let index = 0; index < value.length; index += 1) {
        const changed = value.charAt(index) === '0' ? '1' : '0';
        const tampered = value.slice(0, index) + changed + value.slice(index + 1);
        const headers = { ...sent.headers, [name]: tampered };
        expect([name, index, reasonOf(await judge(source, { ...sent, headers }))]).not.toEqual([
          name,
          index,
          'ok',
        ]);
      }
    }
  });

  it('SEC-I02 are refused when they are older than 5 minutes, or of the future', async () => {
    const outcomes = await Promise.all(
      [-330, -270, 270, 330].map(async (ageSeconds) =>
        reasonOf(await judge(source, await sender.send('evt_1', { ageSeconds }))),
      ),
    );
    expect(outcomes).toEqual(timed ? ['stale', 'ok', 'ok', 'stale'] : ['ok', 'ok', 'ok', 'ok']);
  });

  it('are refused when they are signed, and not JSON', async () => {
    for (const body of ['hello', '{', '[1']) {
      const verdict = await judge(source, await sender.send('evt_1', { body }));
      expect(reasonOf(verdict)).toBe('malformed');
      expect(inspect(verdict)).not.toContain('hello');
    }
  });

  it('SEC-I03 are refused without an id that can be stored', async () => {
    const long = 'x'.repeat(256);
    const sent = await sender.send(long, { body: JSON.stringify({ id: long, type: 'a' }) });
    expect(reasonOf(await judge(source, sent))).not.toBe('ok');
  });

  it('SEC-I04 hostile headers are refused, and nothing is thrown', async () => {
    const sent = await sender.send('evt_1');
    for (const name of Object.keys(sent.headers)) {
      for (const value of ['', ' ', '\0', ',,,', 'v1', 't=', ['a', 'b'], 'é'.repeat(5_000)]) {
        const headers = { ...sent.headers, [name]: value as string };
        const verdict = await judge(source, { ...sent, headers });
        // These are not signed; where the id's is empty, the body's counts.
        const free = ['x-github-event', 'x-github-delivery', 'x-webhook-id'];
        if (!free.includes(name))
          expect([name, value, reasonOf(verdict)]).not.toEqual([name, value, 'ok']);
      }
    }
  });
});

it.each(SENDERS.filter(({ type }) => type !== 'github'))(
  'SEC-I13 no more than 20 signatures of $type are compared',
  async ({ type, secret, send }) => {
    const sent = await send('evt_1');
    const name = Object.keys(sent.headers).find((each) => each.includes('-signature')) ?? '';
    const [separator, none, taken] = type === 'stripe' ? [',', 'v1=x', 1] : [' ', 'v1,x', 0];
    const outcome = async (count: number): Promise<string> => {
      const others = Array<string>(count - 1 - taken).fill(none);
      const value = [...others, sent.headers[name]].join(separator);
      return reasonOf(
        await judge({ type, secret }, { ...sent, headers: { ...sent.headers, [name]: value } }),
      );
    };
    // Where a signature may hold a comma, it separates as well.
    const most = type === 'hex' || type === 'sha256' ? 10 : 20;
    expect([await outcome(most), await outcome(21)]).toEqual(['ok', 'signature']);
  },
);

describe('stripe', () => {
  const [sender] = SENDERS;
  const source: InboundSource = { type: 'stripe', secret: sender?.secret };
  const verify = (header: string, body: Buffer): InboundVerdict | Promise<InboundVerdict> =>
    createVerifier('stripe', source)!.verify({
      headers: { 'stripe-signature': header },
      rawBody: body,
    });

  it('SEC-I02 believes the time that was signed, and no other of the header', async () => {
    const body = Buffer.from('{"id":"evt_1","type":"a"}');
    const now = Math.floor(Date.now() / 1_000);
    const old = signStripe(sender?.secret ?? '', body, now - 900);
    for (const header of [old, `t=${now},${old}`, `${old},t=${now}`, `${old},t=x`]) {
      expect(reasonOf(await verify(header, body))).not.toBe('ok');
    }
  });

  it.each(['', 'evt_\\ud800', 'evt_\\u0000'])('SEC-I03 refuses the id "%s"', async (id) => {
    const body = Buffer.from(`{"id":"${id}","type":"a"}`);
    const verdict = await verify(signStripe(sender?.secret ?? '', body), body);
    expect(reasonOf(verdict)).toBe('malformed');
  });

  it('refuses a body that is signed, and not UTF-8', async () => {
    // Stripe's package decodes before it verifies: bytes that are no UTF-8 are other bytes then.
    const body = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(reasonOf(await verify(signStripe(sender?.secret ?? '', body), body))).not.toBe('ok');
  });
});

describe('createVerifier', () => {
  it('answers none without a secret, and the verifier of the application itself', () => {
    expect(createVerifier('x', { type: 'stripe', secret: undefined })).toBeUndefined();
    expect(createVerifier('x', { type: 'stripe', secret: [] })).toBeUndefined();
    const own = { verify: () => ({ verified: false, reason: 'stale', detail: '' }) as const };
    expect(createVerifier('x', own)).toBe(own);
  });

  it.each<[string, unknown]>([
    ['an unknown type', { type: 'paypal', secret: 'x' }],
    ['a type of every object', { type: 'constructor', secret: 'x' }],
    ['an empty secret', { type: 'github', secret: ' ' }],
    ['a secret that is no text', { type: 'stripe', secret: [5] }],
    ['a short secret', { type: 'hex', secret: 'planted-secret' }],
    ['a secret that is not base64', { type: 'clerk', secret: 'whsec_planted-secret!' }],
    ['a private key', { type: 'standard-asymmetric', secret: 'whsk_planted-secret' }],
  ])('SEC-I05 refuses %s at start-up, without showing it', (_what, source) => {
    const make = (): unknown => createVerifier('acme', source as InboundSource);
    expect(make).toThrow(ConfigInvalidError);
    expect(make).toThrow('inbound.sources.acme');
    expect(make).not.toThrow('planted-secret');
  });
});
