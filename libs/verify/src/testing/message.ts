import { importSecret, signatureHeaders, type SignatureHeaders } from '../index';

/** From the test suites of the reference libraries (standard-webhooks/standard-webhooks). */
export const OFFICIAL = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampSeconds: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
} as const;

export const NOW = new Date('2026-11-21T22:59:00.000Z');
export const NOW_SECONDS = NOW.getTime() / 1000;

export interface TestMessage {
  headers: SignatureHeaders;
  body: string;
}

/** A message signed with each secret, `offsetSeconds` from NOW. */
export function message(
  secrets: string | string[],
  options: { offsetSeconds?: number; body?: string; id?: string } = {},
): TestMessage {
  const body =
    options.body ?? '{"id":"evt_1","type":"project.created","data":{"name":"Zoë ✓ \u{1F600}"}}';
  const headers = signatureHeaders({
    id: options.id ?? 'evt_01JDZ3V4Q8',
    timestampSeconds: NOW_SECONDS + (options.offsetSeconds ?? 0),
    body,
    keys: [secrets].flat().map(importSecret),
  });
  return { headers, body };
}

/** Runs it and answers what it threw; `undefined` when nothing was thrown. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
