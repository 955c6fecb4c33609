export { InvalidMessageError } from './lib/errors/invalid-message.error';
export { InvalidSecretError, type InvalidSecretReason } from './lib/errors/invalid-secret.error';
export {
  WebhookVerificationError,
  type WebhookVerificationCode,
} from './lib/errors/webhook-verification.error';
export type { WebhookHeaders } from './lib/headers';
export { generateSecret, toStandardSecret } from './lib/secret';
export { sign, signatureHeaders, type SignatureHeaders, type SignInput } from './lib/sign';
export { importSecret, type SigningKey } from './lib/signing-key';
export {
  verify,
  type VerificationSecret,
  type VerifiedWebhook,
  type VerifyInput,
  type WebhookMessage,
} from './lib/verify';
