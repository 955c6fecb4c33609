import { Inject, Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { TransactionManager } from './event-publish.port';
import { findTransactionalPackage, type TransactionalPackage } from './transactional-package';

/**
 * The transaction that is open around a call: by the option `ambientManager`, otherwise
 * `@Transactional()` of @nestjs-cls/transactional (its unnamed connection), when the application uses that.
 */
@Injectable()
export class AmbientTransaction {
  private readonly fromOption: WebhooksConfig['ambientManager'];
  private readonly outside = new AsyncLocalStorage<true>();
  private readonly inside = new AsyncLocalStorage<TransactionManager>();

  constructor(@Inject(WEBHOOKS_CONFIG) config: Pick<WebhooksConfig, 'ambientManager'>) {
    this.fromOption = config.ambientManager;
  }

  /**
   * The manager of the open transaction, `undefined` when none is open.
   * @throws ConfigInvalidError when one is open that SQL can't be sent to
   */
  manager(): TransactionManager | undefined {
    if (this.outside.getStore()) return undefined;
    const own = this.inside.getStore();
    if (this.fromOption) return this.fromOption() ?? own;
    const host = this.host();
    if (!host?.isTransactionActive()) return own;
    const { tx } = host;
    if (isManager(tx)) return tx;
    // Publishing outside the transaction instead would lose its atomicity without a word.
    throw new ConfigInvalidError(
      'The open transaction of @nestjs-cls/transactional has no `query(sql, parameters)`. Use its TypeORM adapter, or ' +
        'pass the option `ambientManager`: `() => undefined` publishes outside of such transactions.',
    );
  }

  /** Runs work for which no transaction is open, whatever its caller has. */
  runOutside<Result>(work: () => Result): Result {
    return this.outside.run(true, work);
  }

  /** Runs work in a transaction of our own, which is the open one as long as the work opens no other. */
  runInside<Result>(manager: TransactionManager, work: () => Result): Result {
    return this.inside.run(manager, work);
  }

  /** How `@Transactional()` opens a transaction; `undefined` when it is not set up. */
  opener(): (<Result>(work: () => Promise<Result>) => Promise<Result>) | undefined {
    const host = this.host();
    return host && ((work) => host.withTransaction(work));
  }

  private host(): ReturnType<TransactionalPackage['TransactionHost']['getInstance']> | undefined {
    try {
      return findTransactionalPackage()?.TransactionHost.getInstance();
    } catch {
      // Loaded, but its plugin is not set up: there can't be a transaction of it.
      return undefined;
    }
  }
}

function isManager(tx: unknown): tx is TransactionManager {
  return typeof (tx as { query?: unknown } | null | undefined)?.query === 'function';
}
