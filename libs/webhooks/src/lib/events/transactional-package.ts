import { createRequire } from 'node:module';

/** The part of @nestjs-cls/transactional that tells which transaction is open. */
export interface TransactionalPackage {
  TransactionHost: {
    /** Throws while the plugin is not set up. */
    getInstance(): {
      isTransactionActive(): boolean;
      readonly tx: unknown;
      withTransaction<Result>(work: () => Promise<Result>): Promise<Result>;
    };
  };
}

const NAME = '@nestjs-cls/transactional';
const ownRequire = createRequire(__filename);
/** Where the package is, an optional peer; `undefined` when it is not installed. */
const path = resolve();

/**
 * @nestjs-cls/transactional, if the application has loaded it. To load it for an application that
 * only has it installed would make every promise of the process slower by a tenth: nestjs-cls turns
 * asynchronous hooks on.
 */
export function findTransactionalPackage(): TransactionalPackage | undefined {
  if (path === undefined || !(path in ownRequire.cache)) return undefined;
  return ownRequire(path) as TransactionalPackage;
}

function resolve(): string | undefined {
  try {
    return ownRequire.resolve(NAME);
  } catch (error) {
    const code: unknown = (error as { code?: unknown } | null)?.code;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
