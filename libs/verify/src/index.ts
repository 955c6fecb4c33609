export { generateKeyPair, publicKeyOf, type KeyPair } from './lib/ed25519-key';
export { InvalidMessageError } from './lib/errors/invalid-message.error';
export { InvalidSecretError, type InvalidSecretReason } from './lib/errors/invalid-secret.error';
export {
  WebhookVerificationError,
  type WebhookVerificationCode,
} from './lib/errors/webhook-verification.error';
export { generateEventId, isEventId } from './lib/event-id';
export type { WebhookHeaders } from './lib/headers';
export { importKey, importSecret } from './lib/import-key';
export { publicKeyFromJwk, publicKeyToJwk, type WebhookJwk } from './lib/jwk';
export { SIGNATURE_SCHEMES, type SignatureScheme } from './lib/scheme';
export { generateHexSecret, generateSecret, toStandardSecret } from './lib/secret';
export {
  createWebhookHeaders,
  sign,
  signatureHeaders,
  type SignatureHeaders,
  type SignInput,
  type WebhookHeadersInput,
} from './lib/sign';
export type { SigningKey } from './lib/signing-key';
export {
  verify,
  type VerificationSecret,
  type VerifiedWebhook,
  type VerifyInput,
  type WebhookMessage,
} from './lib/verify';
