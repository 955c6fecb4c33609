import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { type AuditInput, recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { encodeId, newUuid } from '../common/ids';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { DELIVERY_WAKER, type DeliveryWaker } from './delivery-waker';
import { cancelDelivery } from './sql/cancel-delivery';
import { deleteAttempts, deleteDeadLetters } from './sql/purge-dead-letters';
import { retryDeliveries, type RetryRow } from './sql/retry-deliveries';
import { skipHalted } from './sql/skip-halted';

/** What the audit trail says of a change, but for how many deliveries it was. */
export type DeliveryAudit = Pick<AuditInput, 'action' | 'resourceId' | 'after'>;

/** What of deliveries is repeated, and how it is written down. */
export interface RetryOptions {
  /** Only dead letters that nobody has repeated. @default false */
  deadLettersOnly?: boolean;
  audit: DeliveryAudit;
}

/** Changes deliveries by hand, side by side with the workers that own them. Ids are stored uuids. */
@Injectable()
export class DeliveryChanges {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DELIVERY_WAKER) private readonly waker: DeliveryWaker,
  ) {}

  /**
   * Repeats deliveries, all at once. Answers the ids of the new ones: fewer than there were when an
   * event or an endpoint is gone, or a delivery is not the tenant's.
   */
  async retry(
    tenantId: string,
    ids: readonly string[],
    { deadLettersOnly = false, audit }: RetryOptions,
  ): Promise<string[]> {
    const newIds = ids.map(() => newUuid());
    const now = this.clock.now();
    const { text, values } = retryDeliveries({ tenantId, ids, newIds, now, deadLettersOnly });
    const due = await this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<RetryRow[]>(text, values);
      await this.record(manager, tenantId, rows.length, audit);
      return rows.map(({ id }) => id);
    });
    if (due.length > 0) this.waker.wake(due);
    return due;
  }

  /** Cancels a delivery; answers whether it was live. */
  async cancel(tenantId: string, id: string): Promise<boolean> {
    const { text, values } = cancelDelivery(tenantId, id, this.clock.now());
    return this.dataSource.transaction(async (manager) => {
      const { length } = await manager.query<unknown[]>(text, values);
      const audit = { action: 'delivery.cancelled', resourceId: encodeId('dlv', id) };
      await this.record(manager, tenantId, length, audit);
      return length > 0;
    });
  }

  /** Lets the line go on that waits behind a dead letter; answers whether one did. */
  async skip(tenantId: string, id: string): Promise<boolean> {
    const { text, values } = skipHalted(tenantId, id);
    return this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[{ id: string }[], number]>(text, values);
      const audit = { action: 'delivery.skipped', resourceId: encodeId('dlv', id) };
      await this.record(manager, tenantId, rows.length, audit);
      return rows.length > 0;
    });
  }

  /** Deletes those of the deliveries that are dead letters, with their attempts. Answers how many. */
  async purge(tenantId: string, ids: readonly string[], audit: DeliveryAudit): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const deletion = deleteDeadLetters(tenantId, ids);
      const rows = await manager.query<{ id: string }[]>(deletion.text, deletion.values);
      const { text, values } = deleteAttempts(rows.map(({ id }) => id));
      await manager.query(text, values);
      await this.record(manager, tenantId, rows.length, audit);
      return rows.length;
    });
  }

  /** One entry for all that a statement did; none when it did nothing. */
  private async record(
    manager: EntityManager,
    tenantId: string,
    count: number,
    { after, ...audit }: DeliveryAudit,
  ): Promise<void> {
    if (count === 0) return;
    await recordAudit(manager, {
      ...audit,
      tenantId,
      after: { ...after, count },
      at: this.clock.now(),
    });
  }
}
