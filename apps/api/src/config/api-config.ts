/** How the host checks tokens: one shared secret, or the keys that an identity provider publishes. */
export type JwtConfig = {
  /** Required `iss` claim; any when absent. */
  issuer?: string;
  /** Required `aud` claim; any when absent. */
  audience?: string;
} & (
  | { mode: 'secret'; secret: string }
  | {
      mode: 'jwks';
      jwksUrl: string;
    }
);

/** Where wake-up jobs go when they do not go over Postgres. */
export type RedisConfig =
  { url: string } | { host: string; port: number; password?: string | undefined };

/** Names of log levels, from the quietest on. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
export type ApiLogLevel = (typeof LOG_LEVELS)[number];

/** The host's configuration: validated, typed, every default filled in. */
export interface ApiConfig {
  production: boolean;
  /** TCP port; 0 takes a free one. */
  port: number;
  /** Address that is listened on. */
  host: string;
  logLevel: ApiLogLevel;
  database: {
    url: string;
    poolSize: number;
    /** Past a pooler, for migrations and the queue. */
    directUrl?: string;
    /** Absent: they are prepared. */
    preparedStatements?: boolean;
  };
  /** Absent: jobs go over Postgres. */
  redis?: RedisConfig;
  jwt: JwtConfig;
  webhooks: {
    /** Whether this process also delivers; `only`: it does nothing else. */
    worker: boolean | 'only';
    /** Base64 of 32 bytes each, newest first. Absent: the library's development key. */
    encryptionKeys?: string[];
    /** CIDRs of inside addresses that deliveries may go to. */
    egressAllow: string[];
    /** Whether deliveries may go over `http:`. */
    egressAllowInsecure: boolean;
    /** The HTTP proxy that deliveries leave through. Absent: they leave directly. */
    egressProxy?: string;
    /** Deadline of a delivery attempt, in ms. */
    timeoutMs?: number;
    /** Deliveries in flight from this process. */
    concurrency?: number;
    /** Days that final deliveries, and that dead letters are kept. */
    retention?: { deliveryDays?: number; deadLetterDays?: number };
    /** How often due deliveries are looked for, in ms. */
    sweepIntervalMs?: number;
    /** Attempts that are logged. Absent: those that failed. */
    logAttempts?: 'all' | 'failures' | 'none';
    /** Requests of a caller in ten seconds; 0 for no limit. */
    rateLimit?: number;
  };
  /** Webhooks of collaborative documents; absent: the library's defaults. */
  documents: {
    /** Shortest time between two `document.updated` of a document, in ms. */
    updateWindowMs?: number;
    /** After which a document is idle, for endpoints that set nothing else, in ms. */
    idleTimeoutMs?: number;
  };
  /** Webhooks that other services send to the host. */
  inbound: {
    /** Stripe's signing secrets, several while one is rolled. Absent: its webhooks are answered with 503. */
    stripeSecrets?: string[];
    /** The same for Clerk. */
    clerkSecrets?: string[];
    /** Whose events are those that name no tenant. Absent: they are not announced. */
    tenantId?: string;
  };
  agents: {
    /** How long an agent may be silent before it counts as offline, in ms. */
    timeoutMs: number;
  };
}
