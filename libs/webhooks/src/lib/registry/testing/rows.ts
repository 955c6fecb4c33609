import type { DataSource } from 'typeorm';
import { newUuid } from '../../common/ids';
import { DeliveryEntity } from '../../storage/entities';

/** Stores a delivery, live and due unless `row` says otherwise. */
export async function insertDelivery(
  dataSource: DataSource,
  row: Partial<DeliveryEntity>,
): Promise<DeliveryEntity> {
  const now = new Date();
  const delivery = dataSource.manager.create(DeliveryEntity, {
    id: newUuid(),
    eventId: newUuid(),
    endpointId: newUuid(),
    tenantId: 'acme',
    eventType: 'project.created',
    trigger: 'publish',
    status: 'pending',
    priority: 5,
    attempts: 0,
    hold: null,
    deadLetterReason: null,
    retryOf: null,
    retriedBy: null,
    owner: null,
    dueAt: now,
    createdAt: now,
    expiresAt: null,
    lastAttemptAt: null,
    completedAt: null,
    ...row,
  });
  await dataSource.manager.insert(DeliveryEntity, delivery);
  return delivery;
}
