import { timingSafeEqual } from 'node:crypto';

/** Whether a receiver wants webhooks. */
export type Consent =
  | {
      agreed: true;
      /** Requests a minute; `null` for any number. */
      allowedRate: number | null;
    }
  /** The problem is for people. */
  | { agreed: false; problem: string };

/** Largest rate that is kept, as a column holds it: about 35 million a second. */
const MAX_RATE = 2_147_483_647;

/**
 * Reads the receiver's part of the handshake: `WebHook-Allowed-Origin` has to be our origin or `*`,
 * `WebHook-Allowed-Rate` a number of requests a minute or `*`; without it, any number.
 *
 * @param headers names in lower case
 */
export function readConsent(headers: Readonly<Record<string, string>>, origin: string): Consent {
  const allowed = headers['webhook-allowed-origin']?.trim() ?? '';
  if (allowed !== '*' && allowed.toLowerCase() !== origin.toLowerCase()) {
    return {
      agreed: false,
      problem:
        allowed === ''
          ? 'The answer has no header `WebHook-Allowed-Origin`.'
          : `The header \`WebHook-Allowed-Origin\` is neither \`${origin}\` nor \`*\`.`,
    };
  }
  const rate = headers['webhook-allowed-rate']?.trim() ?? '*';
  if (rate === '*') return { agreed: true, allowedRate: null };
  if (!/^[1-9][0-9]{0,9}$/.test(rate)) {
    return {
      agreed: false,
      problem: 'The header `WebHook-Allowed-Rate` is neither a positive whole number nor `*`.',
    };
  }
  return { agreed: true, allowedRate: Math.min(Number(rate), MAX_RATE) };
}

/**
 * Whether an answer is the token, as text or as `{"challenge":"<token>"}`. An echo of the whole message
 * is no answer: many servers do that to whatever comes.
 */
export function echoes(body: string, token: string): boolean {
  const answered = body.trim().startsWith('{') ? challengeIn(body) : body.trim();
  if (typeof answered !== 'string') return false;
  const [given, expected] = [Buffer.from(answered), Buffer.from(token)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function challengeIn(body: string): unknown {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null
      ? Reflect.get(answer, 'challenge')
      : undefined;
  } catch {
    return undefined;
  }
}
