import { HooklineError } from '../hookline.error';

/** A stored secret was sealed with a key that is not in `encryptionKeys`. */
export class EncryptionKeyUnknownError extends HooklineError {
  override readonly code = 'HOOKLINE_ENCRYPTION_KEY_UNKNOWN';
  override readonly httpStatus = 500;
}
