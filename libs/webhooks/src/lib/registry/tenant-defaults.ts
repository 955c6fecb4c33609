import type { RetryPolicy } from '@hookline/contracts';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { HooklineError } from '../common/hookline.error';
import type { WebhooksConfig } from '../webhooks.config';
import { readEndpointFields } from './endpoint-fields';

/** How long an answer of the option `tenantDefaults` is used, in ms. */
export const DEFAULTS_LIFETIME_MS = 60_000;

/** What endpoints that set nothing of their own get. */
export interface EndpointDefaults {
  retryPolicy: RetryPolicy;
  timeoutMs: number;
}

/** What the settings of an endpoint fall back to. */
export type DefaultsConfig = Pick<WebhooksConfig, 'delivery' | 'tenantDefaults'>;

/**
 * What the endpoints of a tenant get that set nothing of their own: what the option `tenantDefaults`
 * says, and beyond it the options of `delivery`.
 * @throws ConfigInvalidError when the option answers what no endpoint could have
 */
export async function defaultsOf(
  { delivery, tenantDefaults }: DefaultsConfig,
  tenantId: string,
): Promise<EndpointDefaults> {
  const { retryPolicy, timeoutMs } = readDefaults(tenantId, await tenantDefaults?.(tenantId));
  return {
    retryPolicy: retryPolicy ?? delivery.retryPolicy,
    timeoutMs: timeoutMs ?? delivery.timeoutMs,
  };
}

function readDefaults(
  tenantId: string,
  given: Awaited<ReturnType<NonNullable<DefaultsConfig['tenantDefaults']>>>,
): ReturnType<typeof readEndpointFields> {
  if (given === undefined) return {};
  const { retryPolicy = null, timeoutMs = null } = given;
  try {
    return readEndpointFields({ retryPolicy, timeoutMs });
  } catch (cause) {
    if (!(cause instanceof HooklineError)) throw cause;
    throw new ConfigInvalidError(
      `WebhooksModule: option \`tenantDefaults\` answers for the tenant "${tenantId}": ${cause.message}.   ` +
        '[HOOKLINE_CONFIG_INVALID]',
      { cause },
    );
  }
}
