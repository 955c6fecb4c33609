import {
  generateSecret,
  importSecret,
  signatureHeaders,
  verify,
  WebhookVerificationError,
} from '@hookline/verify';
import fc from 'fast-check';
import http from 'node:http';
import { isIP } from 'node:net';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { classifyAddress } from '../egress/address';
import { EgressGuard } from '../egress/egress-guard';
import { spellings } from '../egress/testing/spellings';
import { parseRetryAfter } from '../policy/retry-after';
import { validateCustomHeaders } from './custom-headers';

/** The same inputs on every run. */
const RUNS = { seed: 20_261_122, numRuns: 25_000 };

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: 'grapheme' }),
);

/** A text with something taken out, put in or replaced. */
const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.nat(), fc.nat(3), anyText).map(([whole, at, cut, put]) => {
    const start = at % (whole.length + 1);
    return whole.slice(0, start) + put.slice(0, 4) + whole.slice(start + cut);
  });

/** What `work` throws; `undefined` when it answers. */
function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('parsers of what comes from outside', () => {
  it('SEC-E13 25,000 URLs: a verdict for each, and none is let through to the inside', () => {
    const guard = new EgressGuard({ allowInsecure: true });
    const composed = fc
      .tuple(
        fc.constantFrom('http:', 'https:', 'HTTP:', 'ftp:', 'javascript:', ''),
        fc.constantFrom('//', '/', '///', '\\\\', ''),
        fc.constantFrom('', 'user@', 'user:pass@', '@', 'a:b:c@d@'),
        fc.oneof(
          fc.constantFrom(...spellings().map(({ host }) => host)),
          fc.domain(),
          fc.ipV6(),
          fc.ipV4Extended(),
        ),
        fc.constantFrom('', ':80', ':', ':99999', ':0', ':08'),
        fc.oneof(fc.webPath(), anyText),
      )
      .map((parts) => parts.join(''));
    const urls = fc.oneof(composed, damaged(composed), fc.webUrl(), damaged(fc.webUrl()), anyText);
    const seen = new Set<string>();
    fc.assert(
      fc.property(urls, (text) => {
        const verdict = guard.vetUrl(text);
        seen.add(verdict.allowed ? 'allowed' : verdict.reason);
        if (!verdict.allowed) return verdict.message.length > 0;
        const { protocol, hostname, username, password } = verdict.url;
        const host = hostname.replace(/^\[|\]$/g, '');
        const isPublic = isIP(host) === 0 || classifyAddress(host) === 'public';
        return /^https?:$/.test(protocol) && username + password === '' && isPublic;
      }),
      RUNS,
    );
    // Every way out was taken, so the inputs were neither all absurd nor all harmless.
    expect([...seen].sort()).toEqual([
      'address',
      'allowed',
      'control_characters',
      'credentials',
      'malformed',
      'scheme',
    ]);
  });

  it('SEC-E13 25,000 sets of headers: typed errors alone, and what passes is HTTP', () => {
    const marker = 'hunter2';
    const names = fc.oneof(
      anyText,
      fc.constantFrom('x-key', 'X-Key', 'host', 'webhook-id', 'authorization', '__proto__'),
      damaged(fc.constantFrom('x-api-key', 'content-length')),
      fc.stringMatching(/^x-[a-z]{1,8}$/),
    );
    const values = fc.oneof(
      anyText,
      fc.anything(),
      anyText.map((text) => marker + text),
      fc.stringMatching(/^[ -~]{0,20}$/),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values), { maxLength: 4 }), (entries) => {
        const headers = Object.fromEntries(entries);
        const error = thrownBy(() => {
          for (const [name, value] of Object.entries(validateCustomHeaders(headers))) {
            http.validateHeaderName(name);
            http.validateHeaderValue(name, value);
            if (/^(webhook-.*|host|content-length|content-type)$/.test(name))
              throw new Error(`${name} passed`);
            accepted += 1;
          }
        });
        if (error === undefined) return true;
        return error instanceof ValidationFailedError && !error.message.includes(marker);
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(1_000);
  });

  it('SEC-E13 25,000 values of Retry-After: milliseconds, or nothing', () => {
    const date = fc.date({ noInvalidDate: true }).map((each) => each.toUTCString());
    const values = fc.oneof(
      anyText,
      fc.integer().map(String),
      fc.double().map(String),
      fc.bigInt().map(String),
      date,
      damaged(date),
      fc.constantFrom(
        'Sunday, 06-Nov-94 08:49:37 GMT',
        'Sun Nov  6 08:49:37 1994',
        '+1',
        '1e9',
        '',
      ),
    );
    let understood = 0;
    fc.assert(
      fc.property(values, fc.nat(2_000_000_000_000), (value, now) => {
        const delay = parseRetryAfter(value, now);
        if (delay !== null) understood += 1;
        return delay === null || (Number.isFinite(delay) && delay >= 0);
      }),
      RUNS,
    );
    expect(understood).toBeGreaterThan(1_000);
  });

  it('SEC-E13 25,000 signature headers: typed errors alone, and only the right one passes', () => {
    const secret = generateSecret();
    const body = '{"n":1}';
    const now = new Date();
    const timestampSeconds = Math.floor(now.getTime() / 1_000);
    const good = signatureHeaders({
      id: 'evt_1',
      timestampSeconds,
      body,
      keys: [importSecret(secret)],
    });
    const entryOf = (name: keyof typeof good): fc.Arbitrary<unknown> =>
      fc.oneof(fc.constant(good[name]), damaged(fc.constant(good[name])), anyText, fc.anything());
    const headers = fc.record({
      'webhook-id': entryOf('webhook-id'),
      'webhook-timestamp': entryOf('webhook-timestamp'),
      'webhook-signature': entryOf('webhook-signature'),
    });
    const codes = new Set<string>();
    fc.assert(
      fc.property(headers, (given) => {
        const error = thrownBy(() =>
          verify({ headers: given as Record<string, string>, body, secrets: secret, now }),
        );
        if (error === undefined) return String(given['webhook-id']).trim() === 'evt_1';
        codes.add(error instanceof WebhookVerificationError ? error.code : 'other');
        return error instanceof WebhookVerificationError && !error.message.includes(secret);
      }),
      RUNS,
    );
    expect(codes).toContain('no_matching_signature');
    expect(codes).not.toContain('other');
  });
});
