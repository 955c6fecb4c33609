import { inspect } from 'node:util';
import {
  importKey,
  InvalidSecretError,
  SIGNATURE_SCHEMES,
  verify,
  WebhookVerificationError,
  type SignatureScheme,
  type VerifyInput,
} from './index';
import { NOW, NOW_SECONDS, thrownBy } from './testing/message';
import { credentials, signedBy } from './testing/schemes';

const SEED = 20_261_121;
const ROUNDS = 100_000;

// Jest's globals are slow to reach, and these are called a million times.
const { floor, imul } = Math;

/** mulberry32: small, good enough, and the same on every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(SEED);
const below = (limit: number): number => floor(random() * limit);
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;

const senders = SIGNATURE_SCHEMES.map((scheme) => {
  const { signing, verifying } = credentials(scheme);
  return { scheme, signing, verifying, good: signedBy(scheme, signing) };
});
type Sender = (typeof senders)[number];

const alphabets = [
  'v1,= ',
  'abcXYZ019+/=',
  '\0\r\n\t "\\,;',
  'é✓\u{1F600}\ud800',
  '-._~0123456789',
].map((each) => [...each]);
const text = (): string => Array.from({ length: below(60) }, () => pick(pick(alphabets))).join('');
const bytes = (): Buffer => Buffer.from(Array.from({ length: below(60) }, () => below(256)));

/** The good value with a character replaced, removed or added. */
function mutated(value: string): string {
  const at = below(value.length + 1);
  return value.slice(0, at) + pick(['', text().slice(0, 1), text()]) + value.slice(at + below(2));
}

/** Values that no type allows, and that JavaScript passes all the same. */
const strange = (): unknown =>
  pick<() => unknown>([
    () => undefined,
    () => null,
    () => below(1e12) - 5e11,
    () => Number.NaN,
    () => true,
    () => Symbol('x'),
    () => 10n,
    () => [],
    () => ({}),
    () => [text(), text()],
    () => new Map([['webhook-id', 'x']]),
    () => () => text(),
    () => ({ toString: () => text() }),
    () =>
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('trap');
          },
        },
      ),
    () => ({
      get: () => {
        throw new Error('getter');
      },
    }),
    () => ({ get: () => 5 }),
    () => new Date(Number.NaN),
    () => new Uint16Array(3),
  ])();

function headerValue(value: string): unknown {
  return pick<() => unknown>([
    () => value,
    () => value,
    () => mutated(value),
    () => text(),
    () => [value],
    () => String(NOW_SECONDS + below(700) - 350),
    () => new Date((NOW_SECONDS + below(700) - 350) * 1000).toISOString(),
    strange,
  ])();
}

function headers({ good }: Sender): unknown {
  if (below(20) === 0) return strange();
  const entries = Object.entries(good.headers).map(
    ([name, value]) =>
      [pick([name, name, name, name.toUpperCase(), text()]), headerValue(value)] as const,
  );
  return Object.fromEntries(entries);
}

function input(sender: Sender): unknown {
  if (below(200) === 0) return strange();
  const { good, verifying, scheme } = sender;
  return {
    headers: headers(sender),
    body: pick<() => unknown>([() => good.body, () => mutated(good.body), text, bytes, strange])(),
    secrets: pick<() => unknown>([
      () => verifying,
      () => [verifying],
      text,
      strange,
      () => [text()],
    ])(),
    scheme: below(50) === 0 ? pick<unknown>([...SIGNATURE_SCHEMES, strange()]) : scheme,
    ...(below(10) === 0 ? { toleranceSeconds: strange() } : {}),
    ...(below(10) === 0 ? { now: strange() } : { now: NOW }),
  };
}

describe(`with ${ROUNDS} random inputs (seed ${SEED})`, () => {
  it('SEC-V11 verify throws nothing but its own error, and accepts only what was signed', () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const sender = pick(senders);
      const tried = input(sender) as VerifyInput;
      const error = thrownBy(() => verify(tried));
      if (error === undefined) {
        const body = typeof tried.body === 'string' ? tried.body : Buffer.from(tried.body);
        expect(body.toString()).toBe(sender.good.body);
      } else if (!(error instanceof WebhookVerificationError)) {
        throw new Error(`round ${round}: ${inspect(error)}`, { cause: error });
      }
      const code = error instanceof WebhookVerificationError ? error.code : 'accepted';
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
    // Every way out was taken, so the inputs were neither all absurd nor all harmless.
    expect([...seen.keys()].sort()).toEqual(
      [
        'accepted',
        'body_not_raw',
        'id_mismatch',
        'invalid_header',
        'invalid_option',
        'invalid_secret',
        'missing_header',
        'no_matching_signature',
        'timestamp_too_new',
        'timestamp_too_old',
      ].sort(),
    );
  });

  it('SEC-V11 importKey throws nothing but its own error', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const tried = pick<() => unknown>([
        text,
        strange,
        () => pick(['whsec_', 'whsk_', 'whpk_']) + text(),
        () => mutated(pick(senders).signing),
        () => mutated(pick(senders).verifying),
      ])();
      const scheme: SignatureScheme = pick(SIGNATURE_SCHEMES);
      const error = thrownBy(() => importKey(tried as string, scheme));
      if (error !== undefined && !(error instanceof InvalidSecretError)) {
        throw new Error(`round ${round}: ${inspect(error)}`, { cause: error });
      }
    }
  });
});
