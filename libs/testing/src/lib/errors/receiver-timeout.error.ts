/** Fewer webhooks arrived in time than a test waited for. The message says what did arrive. */
export class ReceiverTimeoutError extends Error {
  readonly code = 'HOOKLINE_TESTING_RECEIVER_TIMEOUT';
  override readonly name = 'ReceiverTimeoutError';
}
