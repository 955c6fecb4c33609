import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager, EntitySubscriberInterface, QueryRunner } from 'typeorm';

type AfterCommit = () => void;

/**
 * Knows when a caller's TypeORM transaction has really committed. TypeORM tells of the release of a
 * savepoint in the same way as of a commit, so only a query runner without a transaction counts. A
 * commit or rollback by raw SQL is not told at all: what was written then is found by the sweeper.
 */
@Injectable()
export class CallerTransactions {
  private readonly watched = new WeakSet<DataSource>();
  private readonly waiting = new WeakMap<QueryRunner, AfterCommit[]>();

  /**
   * The query runner of an open transaction, `undefined` when the manager has none. A transaction whose
   * connection was lost is still open to its caller: writing in it has to fail, and nothing may be
   * committed beside it.
   */
  open(manager: EntityManager | undefined): QueryRunner | undefined {
    const runner = manager?.queryRunner;
    return runner?.isTransactionActive === true ? runner : undefined;
  }

  /** Calls back right after the commit. The callback must not throw: `transaction()` would reject. */
  afterCommit(runner: QueryRunner, callback: AfterCommit): void {
    this.watch(runner.manager.connection);
    const callbacks = this.waiting.get(runner);
    if (callbacks === undefined) this.waiting.set(runner, [callback]);
    else callbacks.push(callback);
  }

  private watch(dataSource: DataSource): void {
    if (this.watched.has(dataSource)) return;
    this.watched.add(dataSource);
    const subscriber: EntitySubscriberInterface = {
      afterTransactionCommit: ({ queryRunner }) => this.ended(queryRunner, true),
      afterTransactionRollback: ({ queryRunner }) => this.ended(queryRunner, false),
    };
    dataSource.subscribers.push(subscriber);
  }

  private ended(runner: QueryRunner, committed: boolean): void {
    if (runner.isTransactionActive) return;
    const callbacks = this.waiting.get(runner) ?? [];
    this.waiting.delete(runner);
    if (committed) for (const callback of callbacks) callback();
  }
}
