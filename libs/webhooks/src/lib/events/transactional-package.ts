import { createRequire } from 'node:module';

/** The part of @nestjs-cls/transactional that tells which transaction is open. */
export interface TransactionalPackage {
  TransactionHost: {
    /** Throws while the plugin is not set up. */
    getInstance(): { isTransactionActive(): boolean; readonly tx: unknown };
  };
}

/** @nestjs-cls/transactional, an optional peer; `undefined` when it is not installed. */
export function loadTransactionalPackage(): TransactionalPackage | undefined {
  try {
    return createRequire(__filename)('@nestjs-cls/transactional') as TransactionalPackage;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  const code: unknown = (error as { code?: unknown } | null)?.code;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}
