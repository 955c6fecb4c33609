import type { AttemptErrorCode } from '@hookline/contracts';

/** What goes over the wire, complete and signed. */
export interface TransportRequest {
  /** `OPTIONS` only asks whether the receiver wants webhooks. @default 'POST' */
  method?: 'POST' | 'OPTIONS';
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The exact bytes that were signed. Deliveries of one event share them: never write to them. */
  body: Uint8Array;
  /** Deadline of the whole exchange, in ms: lookup, connection, response to its last byte. */
  timeoutMs: number;
  /**
   * Most bytes of the response body that are read. A longer body is cut there, and the connection
   * closed: its status is what counts, so it is a response all the same. Only a head that is too
   * large (16 KiB) is `response_too_large`.
   */
  maxResponseBytes: number;
}

/** An answer that arrived whole, or as far as it is read. Its status may be any; a status is data. */
export interface TransportResponse {
  kind: 'response';
  status: number;
  headers: Record<string, string>;
  /** Decoded as UTF-8, not cut further than `maxResponseBytes`. */
  body: string;
  /** Address that was connected to. */
  address: string | null;
}

/** No whole answer. The status is there when the head of one arrived. */
export interface TransportFailure {
  kind: 'failure';
  code: AttemptErrorCode;
  /** For people; never holds a secret or a header's value. */
  message: string;
  status: number | null;
  address: string | null;
}

/** What became of an exchange: always a value, never an exception. */
export type TransportResult = TransportResponse | TransportFailure;

/**
 * Port: sends one request. Implementations never throw for what the network does, never follow
 * redirects, keep connections per origin alive, and connect only to addresses that the egress guard
 * vetted.
 */
export interface WebhookTransport {
  send(request: TransportRequest): Promise<TransportResult>;
  /** Closes idle connections; resolves when what is in flight has ended. */
  close(): Promise<void>;
}

/** Injection token of the transport. */
export const WEBHOOK_TRANSPORT = Symbol('hookline:transport');
