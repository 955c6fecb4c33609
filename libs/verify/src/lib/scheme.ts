/**
 * How a message is signed. An endpoint has one.
 *
 * - `standard`: Standard Webhooks, HMAC-SHA256 (`v1`). The default.
 * - `standard-asymmetric`: Standard Webhooks, ed25519 (`v1a`). The receiver holds a public key only.
 * - `hex`: `X-Webhook-Signature` is the hex HMAC-SHA256 of `timestamp.body`.
 * - `sha256`: `X-Webhook-Signature-256` is `sha256=` and the hex HMAC-SHA256 of the body alone.
 */
export const SIGNATURE_SCHEMES = ['standard', 'standard-asymmetric', 'hex', 'sha256'] as const;
export type SignatureScheme = (typeof SIGNATURE_SCHEMES)[number];

/** Where a scheme keeps what it needs in the headers, and how a timestamp is written there. */
export interface SchemeFormat {
  id: string;
  timestamp: string;
  signature: string;
  /**
   * Whether the signature covers the id. Where it does not, the body's `id` counts, and the header is
   * only held against it.
   */
  signsId: boolean;
  /** What the timestamp's header must be, for people. */
  timestampRule: string;
  writeTimestamp: (seconds: number) => string;
  /** Seconds since 1970; `undefined` for what is no timestamp. */
  readTimestamp: (text: string) => number | undefined;
  /** The single signatures of the header. */
  entries: (text: string) => string[];
}

const SECONDS = /^(?:0|[1-9][0-9]{0,11})$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** Whole seconds since 1970 as digits, without leading zeros; at most twelve (until the year 33658). */
function readSeconds(text: string): number | undefined {
  return SECONDS.test(text) ? Number(text) : undefined;
}

function readIso(text: string): number | undefined {
  const milliseconds = ISO.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

const inSeconds = {
  timestampRule: 'a whole number of seconds since 1970',
  writeTimestamp: String,
  readTimestamp: readSeconds,
};

const standard: SchemeFormat = {
  ...inSeconds,
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
  signsId: true,
  entries: (text) => text.split(' '),
};

const hex: SchemeFormat = {
  ...inSeconds,
  id: 'x-webhook-id',
  timestamp: 'x-webhook-timestamp',
  signature: 'x-webhook-signature',
  signsId: false,
  entries: (text) => text.split(/[ ,]+/),
};

/** The headers of each scheme, in lower case. */
export const FORMATS: Readonly<Record<SignatureScheme, SchemeFormat>> = {
  standard,
  'standard-asymmetric': standard,
  hex,
  sha256: {
    ...hex,
    signature: 'x-webhook-signature-256',
    timestampRule: 'an ISO 8601 time in UTC',
    writeTimestamp: (seconds) => new Date(seconds * 1000).toISOString(),
    readTimestamp: readIso,
  },
};

/** Whether a value names a scheme. */
export function isSignatureScheme(value: unknown): value is SignatureScheme {
  return SIGNATURE_SCHEMES.some((scheme) => scheme === value);
}
