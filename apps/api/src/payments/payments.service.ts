import type { Page } from '@hookline/contracts';
import { EmitsWebhook, ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { newestFirst } from '../common/list-newest';
import { toPage, type PageQuery, type Position } from '../common/page';
import { PaymentDto } from './dto/payment.dto';
import { PaymentFailed } from './events/payment-failed.event';
import { PaymentSucceeded } from './events/payment-succeeded.event';
import { type PaymentChange, type ToldPayment } from './payment-change';
import { Payment, type PaymentStatus } from './payment.entity';

/** An older message, and one that comes after the success, changes nothing. */
const STORE = `INSERT INTO public.payment AS stored
  (tenant_id, id, customer_id, amount, currency, status, failure_reason, created_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
ON CONFLICT (tenant_id, id) DO UPDATE SET
  customer_id = EXCLUDED.customer_id, amount = EXCLUDED.amount, currency = EXCLUDED.currency,
  status = EXCLUDED.status, failure_reason = EXCLUDED.failure_reason, changed_at = EXCLUDED.changed_at
WHERE stored.status <> 'succeeded'
  AND (EXCLUDED.status = 'succeeded' OR stored.changed_at <= EXCLUDED.changed_at)`;

const options = { tenant: ({ tenantId }: PaymentChange): string => tenantId, tags: ['stripe'] };

/** The payments of tenants, as Stripe tells of them. */
@Injectable()
export class PaymentsService {
  constructor(private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>) {}

  @Transactional()
  @EmitsWebhook(PaymentSucceeded, { ...options, map: PaymentSucceeded.from })
  succeeded(tenantId: string, told: ToldPayment, at: Date): Promise<PaymentChange> {
    return this.store(tenantId, told, at, 'succeeded');
  }

  /** One try of it failed: that stays true when a later one succeeded. */
  @Transactional()
  @EmitsWebhook(PaymentFailed, { ...options, map: PaymentFailed.from })
  failed(tenantId: string, told: ToldPayment, at: Date): Promise<PaymentChange> {
    return this.store(tenantId, told, at, 'failed');
  }

  async list(tenantId: string, page: PageQuery): Promise<Page<PaymentDto>> {
    const query = this.transactions.tx
      .createQueryBuilder(Payment, 'payment')
      .where('payment.tenantId = :tenantId', { tenantId });
    const rows = await newestFirst(query, 'payment', 'createdAt', page, 'text').getMany();
    const position = ({ createdAt, id }: Payment): Position => ({ at: createdAt, id });
    return toPage(rows, page.limit, position, PaymentDto.from);
  }

  /** @throws ResourceNotFoundError when the tenant has no such payment */
  async get(tenantId: string, id: string): Promise<Payment> {
    const payment = await this.transactions.tx.findOneBy(Payment, { id, tenantId });
    if (payment) return payment;
    throw new ResourceNotFoundError('There is no such payment. GET /api/payments lists yours.');
  }

  /** Whose payment it is, for messages that do not say; `undefined` when nobody knows. */
  async tenantOf(id: string): Promise<string | undefined> {
    const where = { id };
    const order = { changedAt: 'DESC' } as const;
    const payment = await this.transactions.tx.findOne(Payment, { where, order });
    return payment?.tenantId;
  }

  private async store(
    tenantId: string,
    payment: ToldPayment,
    at: Date,
    status: PaymentStatus,
  ): Promise<PaymentChange> {
    const { id, customerId, amount, currency, failureReason } = payment;
    const values = [tenantId, id, customerId, amount, currency, status, failureReason, at];
    await this.transactions.tx.query(STORE, values);
    return { tenantId, payment, at };
  }
}
