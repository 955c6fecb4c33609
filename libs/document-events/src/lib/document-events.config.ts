import { ConfigInvalidError } from '@hookline/webhooks';
import { RATE_LIMIT_SCOPES, type DocumentEventsOptions } from './document-events.options';

/** The options with every default filled in: what services inject. */
export interface DocumentEventsConfig extends Required<Omit<DocumentEventsOptions, 'tenant'>> {
  tenant: DocumentEventsOptions['tenant'] | undefined;
}

/** Injection token of the resolved configuration. */
export const DOCUMENT_EVENTS_CONFIG = Symbol('hookline:document-events-config');

/** Longest `idleTimeout`, in ms: 30 days. */
export const MAX_IDLE_TIMEOUT_MS = 30 * 24 * 3_600_000;
/** Shortest `idleTimeout`, in ms. */
export const MIN_IDLE_TIMEOUT_MS = 1_000;

/** Every default, in one place. */
export const DEFAULTS = {
  updateWindowMs: 5_000,
  idleTimeoutMs: 900_000,
  rateLimitScope: 'both',
  sweepIntervalMs: 500,
  migrations: 'auto',
} as const satisfies DocumentEventsOptions;

/** Lowest and highest value of each number among the options. */
const RANGES = {
  updateWindowMs: [0, 3_600_000],
  idleTimeoutMs: [MIN_IDLE_TIMEOUT_MS, MAX_IDLE_TIMEOUT_MS],
  sweepIntervalMs: [50, 900],
} as const;

/**
 * Fills in the defaults and checks what was given.
 * @throws ConfigInvalidError naming the option and the fix
 */
export function resolveConfig(options: DocumentEventsOptions): DocumentEventsConfig {
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as DocumentEventsOptions;
  const config = { context: userAndRoom, tenant: undefined, ...DEFAULTS, ...given };
  for (const [option, [min, max]] of Object.entries(RANGES)) {
    const value = config[option as keyof typeof RANGES];
    if (Number.isInteger(value) && value >= min && value <= max) continue;
    throw invalid(option, value, `Pass a whole number from ${min} to ${max}.`);
  }
  if (!RATE_LIMIT_SCOPES.includes(config.rateLimitScope)) {
    throw invalid('rateLimitScope', config.rateLimitScope, "Pass 'document', 'client' or 'both'.");
  }
  if (!['auto', 'manual'].includes(config.migrations)) {
    throw invalid('migrations', config.migrations, "Pass 'auto' or 'manual'.");
  }
  return config;
}

function invalid(option: string, value: unknown, fix: string): ConfigInvalidError {
  return new ConfigInvalidError(
    `DocumentEventsModule: option \`${option}\` is ${String(value)}. ${fix}   [HOOKLINE_CONFIG_INVALID]`,
  );
}

/** A context may hold tokens and whole users: nothing of it leaves unasked but who and where. */
function userAndRoom(context: unknown): Record<string, unknown> | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const shown = ['userId', 'room'].flatMap((name) => {
    const value: unknown = Reflect.get(context, name);
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
  });
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}
