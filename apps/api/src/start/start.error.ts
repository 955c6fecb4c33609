/** The host can't start. The message is one line for people: which option, what is wrong, what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
