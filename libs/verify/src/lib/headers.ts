import { WebhookVerificationError } from './errors/webhook-verification.error';

/**
 * Headers of a request: those of Node (`request.headers`), Express, Fastify or Nest, a Fetch
 * `Headers`, or a plain object. Names are compared without regard to case.
 */
export type WebhookHeaders =
  | { readonly [name: string]: string | readonly string[] | undefined }
  | { get(name: string): string | null };

/** Every value that goes by this name, so that a second one cannot hide behind the first. */
function valuesOf(headers: unknown, name: string): unknown[] {
  if (typeof headers !== 'object' || headers === null) return [];
  if ('get' in headers && typeof headers.get === 'function') {
    return [(headers as { get(name: string): unknown }).get(name)];
  }
  return Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]: [string, unknown]) => value);
}

/**
 * The one value of a header, trimmed; `undefined` when it is missing or empty.
 *
 * @param name in lower case
 * @throws {WebhookVerificationError} `invalid_header` when it was sent twice
 */
export function findHeader(headers: unknown, name: string): string | undefined {
  const values = valuesOf(headers, name).filter((value) => value !== undefined && value !== null);
  const [value] = values;
  if (values.length > 1 || (value !== undefined && typeof value !== 'string')) {
    throw new WebhookVerificationError(
      'invalid_header',
      `Header \`${name}\` is not a single text.`,
    );
  }
  const text = value?.trim() ?? '';
  return text === '' ? undefined : text;
}

/**
 * The one value of a header, trimmed.
 *
 * @param name in lower case
 * @throws {WebhookVerificationError} `missing_header`, or `invalid_header` when it was sent twice
 */
export function readHeader(headers: unknown, name: string): string {
  const text = findHeader(headers, name);
  if (text !== undefined) return text;
  throw new WebhookVerificationError('missing_header', `Header \`${name}\` is missing.`);
}
