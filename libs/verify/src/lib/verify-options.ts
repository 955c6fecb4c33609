import { InvalidSecretError } from './errors/invalid-secret.error';
import { WebhookVerificationError } from './errors/webhook-verification.error';
import { importKey } from './import-key';
import { isRawBody } from './message';
import { isSignatureScheme, SIGNATURE_SCHEMES, type SignatureScheme } from './scheme';
import { SigningKey } from './signing-key';

/**
 * The body, if it is raw. The most common mistake of receivers, so its message carries the remedy.
 *
 * @throws {WebhookVerificationError} `body_not_raw`
 */
export function requireRawBody(body: unknown): string | Uint8Array {
  if (isRawBody(body)) return body;
  throw new WebhookVerificationError(
    'body_not_raw',
    '`body` is not the raw body: pass the bytes as they arrived (a Buffer, or a string). A body that a ' +
      'parser has touched cannot be verified. Express: express.raw({ type: () => true }); Nest: { rawBody: true }; ' +
      'Fetch: Buffer.from(await request.arrayBuffer()).',
  );
}

/** @throws {WebhookVerificationError} `invalid_option` */
export function requireTolerance(seconds: unknown): number {
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new WebhookVerificationError(
    'invalid_option',
    '`toleranceSeconds` must be a number of seconds, 0 or more.',
  );
}

/** Seconds since 1970. @throws {WebhookVerificationError} `invalid_option` */
export function requireNow(now: unknown): number {
  const milliseconds = now instanceof Date ? now.getTime() : Number.NaN;
  if (!Number.isNaN(milliseconds)) return Math.floor(milliseconds / 1000);
  throw new WebhookVerificationError('invalid_option', '`now` must be a valid Date.');
}

/** @throws {WebhookVerificationError} `invalid_option` */
export function requireScheme(scheme: unknown): SignatureScheme {
  if (isSignatureScheme(scheme)) return scheme;
  throw new WebhookVerificationError(
    'invalid_option',
    `\`scheme\` must be one of ${SIGNATURE_SCHEMES.join(', ')}.`,
  );
}

/** Every secret, ready to verify with. @throws {WebhookVerificationError} `invalid_secret` */
export function importSecrets(secrets: unknown, scheme: SignatureScheme): SigningKey[] {
  const list: unknown[] = Array.isArray(secrets) ? secrets : [secrets];
  if (list.length === 0) {
    throw new WebhookVerificationError('invalid_secret', '`secrets` is empty.');
  }
  return list.map((secret, index) => {
    if (secret instanceof SigningKey) return requireSameScheme(secret, scheme, index);
    try {
      return importKey(secret as string, scheme);
    } catch (error) {
      const why = error instanceof InvalidSecretError ? error.message : 'The secret is unusable.';
      throw new WebhookVerificationError('invalid_secret', `\`secrets\`[${index}]: ${why}`, {
        cause: error,
      });
    }
  });
}

function requireSameScheme(key: SigningKey, scheme: SignatureScheme, index: number): SigningKey {
  if (key.scheme === scheme) return key;
  throw new WebhookVerificationError(
    'invalid_secret',
    `\`secrets\`[${index}]: imported for the scheme \`${key.scheme}\`, and \`scheme\` is \`${scheme}\`.`,
  );
}
