import type { Page } from '@hookline/contracts';
import { EmitsWebhook, ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { IsNull } from 'typeorm';
import { ConflictError } from '../common/errors/conflict.error';
import { refuseDuplicates } from '../common/refuse-duplicates';
import { newestFirst } from '../common/list-newest';
import { toPage, type PageQuery, type Position } from '../common/page';
import { UserDto } from './dto/user.dto';
import { type CreateUserDto, type UpdateUserDto } from './dto/user-input.dto';
import { UserCreated } from './events/user-created.event';
import { UserDeleted } from './events/user-deleted.event';
import { UserUpdated } from './events/user-updated.event';
import { hashPassword } from './password-hash';
import { changesOf, type DeletedUser, type UserChange } from './user-change';
import { User } from './user.entity';

const tenant = ({ user }: UserChange): string => user.tenantId;
const TAKEN = 'Another user has this email address.';

/** The users whom the host's API decides about; it reads those of Clerk too. */
@Injectable()
export class UsersService {
  constructor(private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** @throws ConflictError when another user has the email address */
  async create(tenantId: string, input: CreateUserDto): Promise<UserChange> {
    const { password } = input;
    // Before the transaction: it takes its time, and would keep a connection.
    const passwordHash = password === undefined ? null : await hashPassword(password);
    return this.insert(tenantId, input, passwordHash);
  }

  @Transactional()
  @EmitsWebhook(UserCreated, { map: UserCreated.from, tenant })
  async insert(
    tenantId: string,
    { email, name = null }: CreateUserDto,
    passwordHash: string | null,
  ): Promise<UserChange> {
    const now = new Date();
    const user = this.transactions.tx.create(User, {
      id: randomUUID(),
      tenantId,
      source: 'api',
      email,
      name,
      status: 'active',
      passwordHash,
      createdAt: now,
      changedAt: now,
      deletedAt: null,
    });
    await refuseDuplicates(TAKEN, this.transactions.tx.insert(User, user));
    return { user, changes: {} };
  }

  async list(tenantId: string, page: PageQuery): Promise<Page<UserDto>> {
    const query = this.transactions.tx
      .createQueryBuilder(User, 'appUser')
      .where('appUser.tenantId = :tenantId', { tenantId })
      .andWhere('appUser.deletedAt IS NULL');
    const rows = await newestFirst(query, 'appUser', 'createdAt', page, 'text').getMany();
    const position = ({ createdAt, id }: User): Position => ({ at: createdAt, id });
    return toPage(rows, page.limit, position, UserDto.from);
  }

  /** @throws ResourceNotFoundError when the tenant has no such user */
  async get(tenantId: string, id: string): Promise<User> {
    const where = { id, tenantId, deletedAt: IsNull() };
    return found(await this.transactions.tx.findOneBy(User, where));
  }

  /** An update that changes nothing announces nothing. @throws ConflictError for a user of Clerk */
  @Transactional()
  @EmitsWebhook(UserUpdated, {
    map: UserUpdated.from,
    when: ({ changes }: UserChange) => Object.keys(changes).length > 0,
    tenant,
  })
  async update(tenantId: string, id: string, input: UpdateUserDto): Promise<UserChange> {
    const user = await this.lock(tenantId, id);
    const changes = changesOf(user, input);
    if (Object.keys(changes).length === 0) return { user, changes };
    Object.assign(user, changes, { changedAt: new Date() });
    const { changedAt } = user;
    const storing = this.transactions.tx.update(User, { tenantId, id }, { ...changes, changedAt });
    await refuseDuplicates(TAKEN, storing);
    return { user, changes };
  }

  /** @throws ConflictError for a user of Clerk */
  @Transactional()
  @EmitsWebhook(UserDeleted, {
    map: UserDeleted.from,
    tenant: ({ tenantId }: DeletedUser) => tenantId,
  })
  async delete(tenantId: string, id: string): Promise<DeletedUser> {
    await this.lock(tenantId, id);
    const at = new Date();
    // Nobody sends late messages of these: nothing has to stay.
    await this.transactions.tx.delete(User, { tenantId, id });
    return { tenantId, id, at };
  }

  private async lock(tenantId: string, id: string): Promise<User> {
    const where = { id, tenantId, deletedAt: IsNull() };
    const lock = { mode: 'pessimistic_write' } as const;
    const user = found(await this.transactions.tx.findOne(User, { where, lock }));
    if (user.source === 'api') return user;
    throw new ConflictError('Clerk decides about this user. Make the change there.');
  }
}

function found(user: User | null): User {
  if (user) return user;
  throw new ResourceNotFoundError('There is no such user. GET /api/users lists yours.');
}
