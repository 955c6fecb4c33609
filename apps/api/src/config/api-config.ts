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
    /** Deadline of a delivery attempt, in ms. */
    timeoutMs?: number;
    /** Deliveries in flight from this process. */
    concurrency?: number;
    /** How often due deliveries are looked for, in ms. */
    sweepIntervalMs?: number;
    /** Attempts that are logged. Absent: those that failed. */
    logAttempts?: 'all' | 'failures' | 'none';
  };
}
