import { EmitsWebhook } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ConflictError } from '../common/errors/conflict.error';
import { StorageQuotaExceeded } from './events/storage-quota-exceeded.event';
import { StorageQuotaWarning } from './events/storage-quota-warning.event';
import { type StorageChange } from './storage-change';
import { crossed, DEFAULT_LIMIT_BYTES, type StorageLevel } from './storage-quota';
import { StorageQuota } from './storage-quota.entity';

const tenant = ({ quota }: StorageChange): string => quota.tenantId;
const when =
  (level: StorageLevel) =>
  ({ before, quota }: StorageChange): boolean =>
    crossed(level, before, quota);

const WARNING = { map: StorageQuotaWarning.from, when: when('warning'), tenant };
const EXCEEDED = { map: StorageQuotaExceeded.from, when: when('exceeded'), tenant };

/** The storage quotas of tenants. What crosses a level announces itself in the transaction of its change. */
@Injectable()
export class StorageService {
  constructor(private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** A tenant's quota; one that stored nothing yet has the default. */
  @Transactional()
  async get(tenantId: string): Promise<StorageQuota> {
    const known = await this.transactions.tx.findOneBy(StorageQuota, { tenantId });
    return known ?? this.lock(tenantId);
  }

  /** @throws ConflictError when more would be removed than is stored */
  @Transactional()
  @EmitsWebhook(StorageQuotaExceeded, EXCEEDED)
  @EmitsWebhook(StorageQuotaWarning, WARNING)
  async add(tenantId: string, bytes: number): Promise<StorageChange> {
    const quota = await this.lock(tenantId);
    const usage = quota.usage + bytes;
    if (usage < 0) throw new ConflictError(`Only ${quota.usage} bytes are stored.`);
    if (!Number.isSafeInteger(usage)) throw new ConflictError('So much can not be stored.');
    return this.store(quota, { usage });
  }

  @Transactional()
  @EmitsWebhook(StorageQuotaExceeded, EXCEEDED)
  @EmitsWebhook(StorageQuotaWarning, WARNING)
  async setLimit(tenantId: string, limit: number): Promise<StorageChange> {
    return this.store(await this.lock(tenantId), { limit });
  }

  /** Of two changes at once, the second sees what the first left: a level is crossed once. */
  private async lock(tenantId: string): Promise<StorageQuota> {
    const { tx } = this.transactions;
    await tx
      .createQueryBuilder()
      .insert()
      .into(StorageQuota)
      .values({
        id: randomUUID(),
        tenantId,
        usage: 0,
        limit: DEFAULT_LIMIT_BYTES,
        changedAt: new Date(),
      })
      .orIgnore()
      .execute();
    const lock = { mode: 'pessimistic_write' } as const;
    return tx.findOneOrFail(StorageQuota, { where: { tenantId }, lock });
  }

  private async store(
    quota: StorageQuota,
    changes: Partial<Pick<StorageQuota, 'usage' | 'limit'>>,
  ): Promise<StorageChange> {
    const before = { usage: quota.usage, limit: quota.limit };
    const at = new Date();
    Object.assign(quota, changes, { changedAt: at });
    const { id } = quota;
    await this.transactions.tx.update(StorageQuota, { id }, { ...changes, changedAt: at });
    return { quota, before, at };
  }
}
