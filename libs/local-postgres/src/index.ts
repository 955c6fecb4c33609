export { checkPostgres, type PostgresReachability } from './lib/check-postgres';
export { type PostgresSettings } from './lib/cluster';
export {
  startLocalPostgres,
  type LocalPostgres,
  type LocalPostgresOptions,
} from './lib/local-postgres';
export { LocalServerError, type LocalServerErrorCode } from './lib/local-server-error';
export { freePort } from './lib/ports';
export { commandLineOf, isAlive } from './lib/processes';
export {
  findRedisServer,
  startPrivateRedis,
  type PrivateRedis,
  type PrivateRedisOptions,
} from './lib/private-redis';
export { startTemporaryPostgres, type TemporaryPostgresOptions } from './lib/temporary-postgres';
export { startTestServers, type TestServers } from './lib/test-servers';
