/**
 * Why a connection was not even tried. Internal: it travels through the HTTP client from the guard's
 * lookup back to the transport, which turns it into the attempt's error code `blocked_address`.
 */
export class BlockedAddressError extends Error {
  readonly code = 'blocked_address';

  constructor(message: string) {
    super(message);
    this.name = 'BlockedAddressError';
  }
}
