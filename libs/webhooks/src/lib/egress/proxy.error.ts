/**
 * The egress proxy did not connect us. Internal: it travels to the transport, which turns it into the
 * attempt's error code `connection_failed`; its own code says what the proxy did.
 */
export class ProxyError extends Error {
  /** `PROXY_` and the status that it answered, or what the connection to it ended with. */
  readonly code: string;

  constructor(what: string) {
    super(`The egress proxy failed: ${what}.`);
    this.name = 'ProxyError';
    this.code = `PROXY_${what}`;
  }
}
