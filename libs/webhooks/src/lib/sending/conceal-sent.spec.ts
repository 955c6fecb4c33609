import { concealSent } from './conceal-sent';
import type { TransportResponse } from './transport';

const KEPT = 1_000;

const response = (body: string, headers: Record<string, string> = {}): TransportResponse => ({
  kind: 'response',
  status: 200,
  headers,
  body,
  address: null,
});

describe('concealSent', () => {
  it('SEC-S07 conceals values that come back, in body and headers', () => {
    const sent = { 'x-api-key': 'a "quoted" key', authorization: 'Basic dXNlcjpwYXNz' };
    const echoed = response(`${JSON.stringify(sent)} dXNlcjpwYXNz a "quoted" key`, {
      'x-echo': 'Basic dXNlcjpwYXNz',
      'x-other': 'other',
    });
    expect(concealSent(echoed, sent, KEPT)).toEqual(
      response(
        '{"x-api-key":"[concealed]","authorization":"[concealed]"} [concealed] [concealed]',
        { 'x-echo': '[concealed]', 'x-other': 'other' },
      ),
    );
  });

  it.each([
    ['JSON of PHP', (text: string) => JSON.stringify(text).replaceAll('/', '\\/')],
    ['a URL', encodeURIComponent],
    ['a form', (text: string) => new URLSearchParams({ text }).toString().slice(5)],
    ['HTML', (text: string) => text.replace('&', '&amp;').replace('<', '&lt;')],
    [
      'HTML with its quotes',
      (text: string) => text.replace('&', '&amp;').replace('<', '&lt;').replace("'", '&#39;'),
    ],
  ])('SEC-S07 conceals values that come back as %s writes them', (_how, write) => {
    const key = `key/with&all<kinds' of it`;
    const sent = { 'x-api-key': key, authorization: 'Basic dXNlcjpwYXM/c3+x' };
    const { body } = concealSent(
      response(`${write(key)} ${write('dXNlcjpwYXM/c3+x')}`),
      sent,
      KEPT,
    ) as TransportResponse;
    expect(body.replaceAll(/["\s]/g, '')).toBe('[concealed][concealed]');
  });

  it('SEC-S07 conceals a password that was sent as Basic and comes back in the clear', () => {
    const pair = 'someone:a long password';
    const sent = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
    const refusal = response(`No: "a long password" is wrong for someone (${pair}).`);
    expect(concealSent(refusal, sent, KEPT)).toEqual(
      response('No: "[concealed]" is wrong for someone ([concealed]).'),
    );
  });

  it('leaves alone what is too short to be a secret, and what was not sent', () => {
    const answer = response('{"team":"billing","ok":true}');
    expect(concealSent(answer, { 'x-team': 'billing' }, KEPT)).toBe(answer);
    expect(concealSent(answer, {}, KEPT)).toBe(answer);
    expect(concealSent(answer, { 'x-key': 'something else' }, KEPT)).toEqual(answer);
  });

  it('SEC-S07 conceals a value that the end of what is kept cuts', () => {
    const sent = { 'x-api-key': 'the-key-of-somebody' };
    const answer = response(`${'x'.repeat(KEPT - 5)}the-key-of-somebody, and more`);
    const concealed = response(`${'x'.repeat(KEPT - 5)}[concealed]`);
    expect(concealSent(answer, sent, KEPT)).toEqual(concealed);
  });

  it('SEC-R06 gives up an answer that is made to be searched for long', () => {
    const values = Array.from(
      { length: 32 },
      (_, at) => `${'a'.repeat(2_000 + at)}/${'a'.repeat(2_000)}`,
    );
    const sent = Object.fromEntries(values.map((value, at) => [`x-${at}`, value]));
    const { body } = concealSent(response('a'.repeat(65_536)), sent, 4_096) as TransportResponse;
    expect(body).toBe('[concealed]');
  });
});
