/** What a client may do. Beyond it, connections are closed: the host stays up. */
export const LIMITS = {
  /** Largest message, in bytes. */
  messageBytes: 1024 * 1024,
  /** Largest document, in bytes. */
  documentBytes: 10 * 1024 * 1024,
  /** Sockets of this process. */
  sockets: 2_000,
  /** Sockets of this process that have not shown a token yet. */
  strangers: 500,
  /** Sockets of one tenant in this process. */
  tenantSockets: 500,
  /** Documents that one socket has open. */
  documentsPerSocket: 50,
  /** How long a socket may take to show a token, in ms. */
  admissionMs: 10_000,
  /** Bytes that wait while a token is checked. */
  waitingBytes: 1024 * 1024,
  /** Largest token, in bytes. */
  tokenBytes: 16 * 1024,
  /** How often it is looked whether a client still answers, reads, and may, in ms. */
  heartbeatMs: 30_000,
  /** Bytes that a client is behind with reading. */
  unreadBytes: 8 * 1024 * 1024,
  /** Messages of one person, on all their documents. */
  client: { limit: 200, windowMs: 1_000 },
  /** Messages for one document. */
  document: { limit: 2_000, windowMs: 1_000 },
  /** How long a stopping process waits for documents to be stored, in ms. */
  stopMs: 10_000,
} as const;
