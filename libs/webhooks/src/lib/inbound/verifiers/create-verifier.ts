import { importKey } from '@hookline/verify';
import { createRequire } from 'node:module';
import { ConfigInvalidError } from '../../common/errors/config-invalid.error';
import type { InboundSource, InboundType, InboundVerifier } from '../inbound-verifier';
import { GitHubVerifier } from './github-verifier';
import { SchemeVerifier } from './scheme-verifier';
import { StandardWebhooksVerifier, type StandardWebhook } from './standard-webhooks-verifier';
import { StripeVerifier, type StripePackage } from './stripe-verifier';

/** A verifier from secrets, of which there is at least one. */
type Make = (secrets: readonly string[], type: InboundType) => InboundVerifier;

const asScheme: Make = (secrets, type) => {
  const scheme = type as 'standard-asymmetric' | 'hex' | 'sha256';
  return new SchemeVerifier(
    scheme,
    secrets.map((secret) => importKey(secret, scheme)),
  );
};

const asStandardWebhooks: Make = (secrets, type) => {
  const { Webhook } = load<{ Webhook: new (secret: string) => StandardWebhook }>(
    'standardwebhooks',
  );
  return new StandardWebhooksVerifier(
    secrets.map((secret) => new Webhook(secret)),
    type === 'standard' ? 'webhook' : 'svix',
  );
};

const MAKERS: Readonly<Record<InboundType, Make>> = {
  stripe: (secrets) => new StripeVerifier(load<StripePackage>('stripe'), secrets),
  clerk: asStandardWebhooks,
  svix: asStandardWebhooks,
  standard: asStandardWebhooks,
  'standard-asymmetric': asScheme,
  github: (secrets) => new GitHubVerifier(secrets),
  hex: asScheme,
  sha256: asScheme,
};

/**
 * The verifier of a source; `undefined` while it has no secret.
 * @throws ConfigInvalidError for an unknown type, an unusable secret (never with its value), or when the
 *   sender's package is not installed
 */
export function createVerifier(
  name: string,
  source: InboundSource | InboundVerifier,
): InboundVerifier | undefined {
  if ('verify' in source) return source;
  const { type, secret } = source;
  const make = Object.hasOwn(MAKERS, type) ? MAKERS[type] : undefined;
  if (make === undefined)
    throw invalid(name, `has the unknown type "${String(type).slice(0, 40)}"`);
  const secrets = [secret ?? []].flat();
  if (secrets.length === 0) return undefined;
  if (secrets.some((each) => typeof each !== 'string' || each.trim() === '')) {
    throw invalid(name, 'has an empty secret');
  }
  try {
    return make(secrets, type);
  } catch (error) {
    if (error instanceof ConfigInvalidError) throw error;
    // What a package says of a secret may quote it.
    throw invalid(name, 'has a secret that can not be used; copy it again from the sender');
  }
}

/** The packages of senders are optional peers: who does not receive from them does not need them. */
function load<Package>(name: string): Package {
  try {
    return createRequire(__filename)(name) as Package;
  } catch {
    throw new ConfigInvalidError(
      `WebhooksModule: option \`inbound.sources\` needs the package "${name}". Install it: npm install ${name}.   ` +
        '[HOOKLINE_CONFIG_INVALID]',
    );
  }
}

function invalid(name: string, what: string): ConfigInvalidError {
  return new ConfigInvalidError(
    `WebhooksModule: option \`inbound.sources.${name}\` ${what}.   [HOOKLINE_CONFIG_INVALID]`,
  );
}
