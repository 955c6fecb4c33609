import type { SignatureScheme } from '../scheme';
import type { VerificationSecret, VerifyInput } from '../verify';

/** One secret, or several while one is being rotated. `undefined`, as of a variable, is refused. */
export type ReceiverSecrets = VerificationSecret | readonly VerificationSecret[] | undefined;

/** How the requests of one sender are verified. */
export interface ReceiverOptions {
  /**
   * The secret, or the public key with `standard-asymmetric`. A value is checked at once, so that a
   * program without one does not start; a function is called with each request.
   */
  secret: ReceiverSecrets | (() => ReceiverSecrets);
  /**
   * How the sender signs.
   *
   * @default 'standard'
   */
  scheme?: SignatureScheme | undefined;
  /**
   * How many seconds a message's timestamp may be in the past or in the future.
   *
   * @default 300
   */
  toleranceSeconds?: VerifyInput['toleranceSeconds'];
  /**
   * The time to hold timestamps against.
   *
   * @default the system's clock
   */
  now?: (() => Date) | undefined;
}
