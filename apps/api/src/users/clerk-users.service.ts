import { EmitsWebhook } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { UserCreated } from './events/user-created.event';
import { UserDeleted } from './events/user-deleted.event';
import { UserUpdated } from './events/user-updated.event';
import { changesOf, type DeletedUser, type ToldUser, type UserChange } from './user-change';
import { User } from './user.entity';

/** The first of two messages at once makes the row; the second waits for it here. */
const CLAIM = `INSERT INTO public.app_user
  (tenant_id, id, source, email, name, status, created_at, changed_at)
VALUES ($1, $2, 'clerk', $3, $4, $5, $6, $6)
ON CONFLICT (tenant_id, id) DO NOTHING
RETURNING id`;

/** What was personal is gone; the id stays, so that a late message does not bring the user back. */
const BURY = `INSERT INTO public.app_user
  (tenant_id, id, source, status, created_at, changed_at, deleted_at)
VALUES ($1, $2, 'clerk', 'active', $3, $3, $3)
ON CONFLICT (tenant_id, id) DO UPDATE SET
  email = NULL, name = NULL, password_hash = NULL, changed_at = $3, deleted_at = $3`;

/** What Clerk said, and whether it was news; its messages come in any order. */
interface ToldChange extends UserChange {
  isNews: boolean;
}

const options = { tenant: ({ user }: UserChange): string => user.tenantId, tags: ['clerk'] };

/** The users of tenants, as Clerk tells of them. */
@Injectable()
export class ClerkUsersService {
  constructor(private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** They were created: that stays true when a newer message came before, unless they are deleted. */
  @Transactional()
  @EmitsWebhook(UserCreated, {
    ...options,
    map: UserCreated.from,
    when: ({ user }: ToldChange) => user.deletedAt === null,
  })
  created(tenantId: string, told: ToldUser, at: Date): Promise<ToldChange> {
    return this.store(tenantId, told, at);
  }

  /** They changed; what is older than what we know, or says the same, is no news. */
  @Transactional()
  @EmitsWebhook(UserUpdated, {
    ...options,
    map: UserUpdated.from,
    when: ({ isNews }: ToldChange) => isNews,
  })
  updated(tenantId: string, told: ToldUser, at: Date): Promise<ToldChange> {
    return this.store(tenantId, told, at);
  }

  @Transactional()
  @EmitsWebhook(UserDeleted, {
    map: UserDeleted.from,
    tenant: ({ tenantId }: DeletedUser) => tenantId,
    tags: ['clerk'],
  })
  async deleted(tenantId: string, id: string, at: Date): Promise<DeletedUser> {
    await this.transactions.tx.query(BURY, [tenantId, id, at]);
    return { tenantId, id, at };
  }

  /** Whose user it is, for messages that do not say; `undefined` when nobody knows. */
  async tenantOf(id: string): Promise<string | undefined> {
    const where = { id, source: 'clerk' } as const;
    const order = { changedAt: 'DESC' } as const;
    return (await this.transactions.tx.findOne(User, { where, order }))?.tenantId;
  }

  private async store(tenantId: string, told: ToldUser, at: Date): Promise<ToldChange> {
    const { id, email, name, status } = told;
    const { tx } = this.transactions;
    const claimed = await tx.query<unknown[]>(CLAIM, [tenantId, id, email, name, status, at]);
    const lock = { mode: 'pessimistic_write' } as const;
    const user = await tx.findOneOrFail(User, { where: { tenantId, id }, lock });
    if (claimed.length > 0) return { user, changes: { email, name, status }, isNews: true };
    const changes = changesOf(user, told);
    const isLate = user.deletedAt !== null || user.changedAt > at;
    const isNews = !isLate && Object.keys(changes).length > 0;
    if (isLate) return { user: tx.create(User, { ...user, ...told }), changes, isNews };
    Object.assign(user, told, { changedAt: at });
    await tx.update(User, { tenantId, id }, { email, name, status, changedAt: at });
    return { user, changes, isNews };
  }
}
