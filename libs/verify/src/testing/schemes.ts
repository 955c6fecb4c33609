import {
  createWebhookHeaders,
  generateHexSecret,
  generateKeyPair,
  generateSecret,
  importKey,
  type SignatureScheme,
} from '../index';
import { NOW_SECONDS } from './message';

/** What a sender signs with, and what its receiver verifies with; the same but with ed25519. */
export interface Credentials {
  signing: string;
  verifying: string;
}

export function credentials(scheme: SignatureScheme): Credentials {
  if (scheme === 'standard-asymmetric') {
    const { privateKey, publicKey } = generateKeyPair();
    return { signing: privateKey, verifying: publicKey };
  }
  const secret = scheme === 'standard' ? generateSecret() : generateHexSecret();
  return { signing: secret, verifying: secret };
}

/** Published by Svix's server (svix/svix-webhooks, `test_asymmetric_key_signing`). */
export const SVIX = {
  privateKey:
    'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampSeconds: 1614265330,
  body: '{"test": 2432232314}',
  signature:
    'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
} as const;

/** A message of this scheme, `offsetSeconds` from NOW. */
export function signedBy(
  scheme: SignatureScheme,
  signing: string | string[],
  options: { offsetSeconds?: number; body?: string; id?: string } = {},
): { headers: Record<string, string>; body: string } {
  const { id = 'evt_01jdz3v4q8', offsetSeconds = 0 } = options;
  const body = options.body ?? `{"id":"${id}","type":"project.created","data":{"name":"Zoë ✓"}}`;
  const keys = [signing].flat().map((secret) => importKey(secret, scheme));
  const timestampSeconds = NOW_SECONDS + offsetSeconds;
  return { headers: createWebhookHeaders({ id, timestampSeconds, body, keys }), body };
}
