/** A request of another sender, as it arrived. */
export interface InboundRequest {
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes of the body, before any parser. */
  rawBody: Buffer;
}

/** A message whose signature and age were checked. */
export interface InboundMessage<Payload = unknown> {
  /** The sender's own id, the same however often it is sent: 1–255 characters. */
  id: string;
  /** The sender's name for what happened; `null` when it has none. */
  type: string | null;
  /** The parsed body. */
  payload: Payload;
}

/** What a verifier found. `detail` is for the log: it never holds a secret or the body. */
export type InboundVerdict =
  | { verified: true; message: InboundMessage }
  | {
      verified: false;
      /** Answered with 401 (`signature`) or 400. */
      reason: 'signature' | 'stale' | 'malformed';
      detail: string;
    };

/**
 * Port: verifies the messages of one sender. An application may bring its own for a sender that the
 * library does not know.
 *
 * @example
 * ```ts
 * const acme: InboundVerifier = {
 *   verify: ({ headers, rawBody }) =>
 *     isSignedByAcme(headers, rawBody)
 *       ? { verified: true, message: readAcme(rawBody) }
 *       : { verified: false, reason: 'signature', detail: 'the signature is wrong' },
 * };
 * ```
 */
export interface InboundVerifier {
  /** Must not throw for what arrives. */
  verify(request: InboundRequest): InboundVerdict | Promise<InboundVerdict>;
}

/** The senders that are known. `svix` and `clerk` are one; `hex` and `sha256` are as our own endpoints have them. */
export const INBOUND_TYPES = [
  'stripe',
  'clerk',
  'svix',
  'standard',
  'standard-asymmetric',
  'github',
  'hex',
  'sha256',
] as const;
export type InboundType = (typeof INBOUND_TYPES)[number];

/** A sender that is known, and what its messages are verified with. */
export interface InboundSource {
  type: InboundType;
  /**
   * Its secret, or several while one is rotated. Without one, messages are answered with 503, so that
   * the sender keeps them.
   */
  secret: string | readonly string[] | undefined;
}
