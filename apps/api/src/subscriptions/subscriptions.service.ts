import type { Page } from '@hookline/contracts';
import { EmitsWebhook, ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { newestFirst } from '../common/list-newest';
import { toPage, type PageQuery, type Position } from '../common/page';
import { SubscriptionDto } from './dto/subscription.dto';
import { SubscriptionCancelled } from './events/subscription-cancelled.event';
import { SubscriptionCreated } from './events/subscription-created.event';
import { SubscriptionUpdated } from './events/subscription-updated.event';
import { type SubscriptionChange, type ToldSubscription } from './subscription-change';
import { Subscription } from './subscription.entity';

/** An older message, and one that comes after the end, changes nothing. */
const STORE = `INSERT INTO public.subscription AS stored
  (tenant_id, id, customer_id, tier, status, created_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $6)
ON CONFLICT (tenant_id, id) DO UPDATE SET
  customer_id = EXCLUDED.customer_id, tier = EXCLUDED.tier, status = EXCLUDED.status,
  changed_at = EXCLUDED.changed_at
WHERE stored.changed_at <= EXCLUDED.changed_at AND stored.status <> 'canceled'
RETURNING id`;

const options = {
  tenant: ({ tenantId }: SubscriptionChange): string => tenantId,
  tags: ['stripe'],
};

/** The subscriptions of tenants, as Stripe tells of them. */
@Injectable()
export class SubscriptionsService {
  constructor(private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** It began: that stays true when a newer message came before. */
  @Transactional()
  @EmitsWebhook(SubscriptionCreated, { ...options, map: SubscriptionCreated.from })
  created(tenantId: string, told: ToldSubscription, at: Date): Promise<SubscriptionChange> {
    return this.store(tenantId, told, at);
  }

  /** It changed; what is older than what we know is no news. */
  @Transactional()
  @EmitsWebhook(SubscriptionUpdated, {
    ...options,
    map: SubscriptionUpdated.from,
    when: ({ isNews }: SubscriptionChange) => isNews,
  })
  updated(tenantId: string, told: ToldSubscription, at: Date): Promise<SubscriptionChange> {
    return this.store(tenantId, told, at);
  }

  /** It ended. */
  @Transactional()
  @EmitsWebhook(SubscriptionCancelled, { ...options, map: SubscriptionCancelled.from })
  cancelled(tenantId: string, told: ToldSubscription, at: Date): Promise<SubscriptionChange> {
    return this.store(tenantId, told, at);
  }

  async list(tenantId: string, page: PageQuery): Promise<Page<SubscriptionDto>> {
    const query = this.transactions.tx
      .createQueryBuilder(Subscription, 'subscription')
      .where('subscription.tenantId = :tenantId', { tenantId });
    const rows = await newestFirst(query, 'subscription', 'createdAt', page, 'text').getMany();
    const position = ({ createdAt, id }: Subscription): Position => ({ at: createdAt, id });
    return toPage(rows, page.limit, position, SubscriptionDto.from);
  }

  /** @throws ResourceNotFoundError when the tenant has no such subscription */
  async get(tenantId: string, id: string): Promise<Subscription> {
    const subscription = await this.transactions.tx.findOneBy(Subscription, { id, tenantId });
    if (subscription) return subscription;
    throw new ResourceNotFoundError(
      'There is no such subscription. GET /api/subscriptions lists yours.',
    );
  }

  /** Whose subscription it is, for messages that do not say; `undefined` when nobody knows. */
  async tenantOf(id: string): Promise<string | undefined> {
    const where = { id };
    const order = { changedAt: 'DESC' } as const;
    const subscription = await this.transactions.tx.findOne(Subscription, { where, order });
    return subscription?.tenantId;
  }

  private async store(
    tenantId: string,
    subscription: ToldSubscription,
    at: Date,
  ): Promise<SubscriptionChange> {
    const { id, customerId, tier, status } = subscription;
    const values = [tenantId, id, customerId, tier, status, at];
    const stored = await this.transactions.tx.query<unknown[]>(STORE, values);
    return { tenantId, subscription, at, isNews: stored.length > 0 };
  }
}
