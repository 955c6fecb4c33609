import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { LOG_LEVELS, type ApiLogLevel } from './api-config';
import { HasBytes, IsCidr, IsKeyOf, IsUrlOf } from './rules';

/** Text that is no number stays as it is, so that the rule below it reports it. */
const toNumber = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  false: false,
  '0': false,
};
const toBoolean = ({ value }: TransformFnParams): unknown =>
  (typeof value === 'string' ? BOOLEANS[value.trim().toLowerCase()] : undefined) ?? value;

const toList = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    : value;

const toLogLevel = ({ value }: TransformFnParams): unknown => (value === 'info' ? 'log' : value);

function number(least: number, most: number, unit = ''): PropertyDecorator {
  const message = `must be a whole number${unit} from ${least} to ${most}.`;
  return (target, key) => {
    Transform(toNumber)(target, key);
    IsOptional()(target, key);
    IsInt({ message })(target, key);
    Min(least, { message })(target, key);
    Max(most, { message })(target, key);
  };
}

/**
 * The environment variables that the host reads, as they arrive. Variables that are set but empty
 * count as not set.
 */
export class EnvironmentVariables {
  @IsOptional() @IsString() NODE_ENV?: string;

  @number(0, 65_535) PORT?: number;

  @IsOptional() @IsString() HOST?: string;

  @Transform(toLogLevel)
  @IsOptional()
  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')} (info is log).` })
  LOG_LEVEL?: ApiLogLevel;

  @IsUrlOf(['postgres', 'postgresql'], {
    message:
      'must be a PostgreSQL connection string, e.g. postgres://user:password@localhost:5432/hookline (`npm start` at the top of the project brings a PostgreSQL of its own).',
  })
  DATABASE_URL!: string;

  @IsOptional()
  @IsUrlOf(['postgres', 'postgresql'], {
    message:
      'must be a PostgreSQL connection string that leads past the pooler, e.g. postgres://user:password@localhost:5432/hookline.',
  })
  DATABASE_DIRECT_URL?: string;

  @Transform(toBoolean)
  @IsOptional()
  @IsBoolean({ message: 'must be true, or false for a pooler that does not keep them.' })
  DATABASE_PREPARED_STATEMENTS?: boolean;

  /** One connection is not enough: a request inside a transaction may ask for a second. */
  @number(2, 200) DATABASE_POOL_SIZE?: number;

  @IsOptional()
  @IsUrlOf(['redis', 'rediss'], {
    message: 'must be a Redis connection string, e.g. redis://localhost:6379.',
  })
  REDIS_URL?: string;

  @IsOptional() @IsString() REDIS_HOST?: string;

  @number(1, 65_535) REDIS_PORT?: number;

  @IsOptional() @IsString() REDIS_PASSWORD?: string;

  @IsOptional()
  @HasBytes(32, {
    message:
      'must have at least 32 bytes; make one with `node -p "crypto.randomBytes(32).toString(\'base64\')"`.',
  })
  JWT_SECRET?: string;

  @IsOptional()
  @IsUrlOf(['http', 'https'], {
    message:
      'must be the http(s) address of a JSON Web Key Set, e.g. https://id.example.com/.well-known/jwks.json.',
  })
  JWT_JWKS_URL?: string;

  @IsOptional() @IsString() JWT_ISSUER?: string;

  @IsOptional() @IsString() JWT_AUDIENCE?: string;

  @Transform(toList)
  @IsOptional()
  @IsKeyOf(32, {
    each: true,
    message:
      'must be base64 of 32 bytes, several separated by commas, the newest first; make one with `node -p "crypto.randomBytes(32).toString(\'base64\')"`.',
  })
  HOOKLINE_ENCRYPTION_KEYS?: string[];

  @Transform(toBoolean)
  @IsOptional()
  @IsIn([true, false, 'only'], {
    message:
      'must be true (this process serves the API and delivers), false (it does not deliver) or only (it only delivers).',
  })
  HOOKLINE_WORKER?: boolean | 'only';

  @Transform(toList)
  @IsOptional()
  @IsCidr({
    each: true,
    message: 'must be address ranges separated by commas, e.g. 10.1.0.0/16,fd00::/8.',
  })
  HOOKLINE_EGRESS_ALLOW?: string[];

  @Transform(toBoolean)
  @IsOptional()
  @IsBoolean({ message: 'must be true (deliveries may go over http:) or false (https: alone).' })
  HOOKLINE_EGRESS_ALLOW_INSECURE?: boolean;

  @IsOptional()
  @IsUrlOf(['http'], { message: 'must be the URL of an HTTP proxy, e.g. http://proxy:3128.' })
  HOOKLINE_EGRESS_PROXY?: string;

  @IsOptional()
  @IsIn(['all', 'failures', 'none'], { message: 'must be all, failures or none.' })
  HOOKLINE_LOG_ATTEMPTS?: 'all' | 'failures' | 'none';

  @number(0, 1_000_000) HOOKLINE_RATE_LIMIT?: number;

  @number(1, 3_650, ' of days') HOOKLINE_RETENTION_DAYS?: number;

  @number(1, 3_650, ' of days') HOOKLINE_DEAD_LETTER_DAYS?: number;

  @number(100, 60_000, ' of milliseconds') WEBHOOK_DEFAULT_TIMEOUT?: number;

  @number(1, 10_000) WEBHOOK_WORKER_CONCURRENCY?: number;

  /** Another name of WEBHOOK_WORKER_CONCURRENCY. */
  @number(1, 10_000) WEBHOOK_MAX_CONCURRENT?: number;

  @number(100, 60_000, ' of milliseconds') WEBHOOK_QUEUE_INTERVAL?: number;

  @number(1, 86_400, ' of seconds') AGENT_TIMEOUT_SECONDS?: number;

  @number(0, 3_600_000, ' of milliseconds') DOCUMENT_UPDATE_WINDOW?: number;

  @number(1_000, 2_592_000_000, ' of milliseconds') DOCUMENT_IDLE_TIMEOUT?: number;

  @Transform(toList)
  @IsOptional()
  @Matches(/^whsec_\S+$/, {
    each: true,
    message:
      "must be the signing secret of Stripe's webhook endpoint, whsec_…; several separated by commas.",
  })
  STRIPE_WEBHOOK_SECRET?: string[];

  @Transform(toList)
  @IsOptional()
  @Matches(/^whsec_\S+$/, {
    each: true,
    message:
      "must be the signing secret of Clerk's webhook endpoint, whsec_…; several separated by commas.",
  })
  CLERK_WEBHOOK_SECRET?: string[];

  @IsOptional() @MaxLength(255, { message: 'must be the id of a tenant.' }) INBOUND_TENANT?: string;
}
