import {
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryStatus,
  type DeliveryWithAttempts,
  type Page,
} from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { IsNull, Not, type DataSource, type FindOptionsWhere } from 'typeorm';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId, encodeId } from '../common/ids';
import { EndpointReader } from '../registry/endpoint-reader';
import { endpointNotFound } from '../registry/endpoint-transaction';
import { readPageQuery, toPage, type PageQuery } from '../registry/page-query';
import { requireTenant } from '../registry/tenant-id';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { AttemptEntity, DeliveryEntity } from '../storage/entities';
import { toAttempt, toDelivery } from './delivery-view';

/** Which deliveries to list. */
export interface ListDeliveriesQuery extends PageQuery {
  /** @default all */
  status?: DeliveryStatus;
}

/**
 * What became of events. Ids are public ids (`ep_…`, `dlv_…`). A tenant sees nothing of another: a
 * delivery of somebody else's is not found.
 */
@Injectable()
export class WebhookDeliveriesService {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly endpoints: EndpointReader,
  ) {}

  /**
   * The deliveries to one endpoint, newest first; also to one that was deleted.
   * @throws ValidationFailedError for an unknown status or a limit outside 1–100, IdInvalidError,
   *   ResourceNotFoundError
   * @example
   * const { items, nextCursor } = await deliveries.listByEndpoint('acme', endpoint.id, {
   *   status: 'dead_letter',
   *   limit: 50,
   * });
   */
  async listByEndpoint(
    tenantId: string,
    endpointId: string,
    query: ListDeliveriesQuery = {},
  ): Promise<Page<Delivery>> {
    const tenant = requireTenant(tenantId);
    const endpoint = decodeId('ep', endpointId);
    const { before, limit } = readPageQuery('dlv', query);
    const status = statusFilter(query.status);
    if (!(await this.endpoints.everExisted(tenant, endpoint))) throw endpointNotFound(endpoint);
    const builder = this.dataSource
      .createQueryBuilder(DeliveryEntity, 'delivery')
      .where({ tenantId: tenant, endpointId: endpoint, ...status })
      .orderBy('delivery.id', 'DESC')
      .take(limit + 1);
    if (before !== undefined) builder.andWhere('delivery.id < :before', { before });
    return toPage((await builder.getMany()).map(toDelivery), limit);
  }

  /**
   * A delivery with its attempts.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async findById(tenantId: string, deliveryId: string): Promise<DeliveryWithAttempts> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('dlv', deliveryId);
    const row = await this.dataSource.manager.findOneBy(DeliveryEntity, { id, tenantId: tenant });
    if (row === null) {
      throw new ResourceNotFoundError(`There is no delivery ${encodeId('dlv', id)}.`);
    }
    const attempts = await this.dataSource.manager.find(AttemptEntity, {
      where: { deliveryId: id },
      order: { number: 'ASC' },
    });
    return { ...toDelivery(row), attemptLog: attempts.map(toAttempt) };
  }
}

function statusFilter(status: DeliveryStatus | undefined): FindOptionsWhere<DeliveryEntity> {
  switch (status) {
    case undefined:
      return {};
    case 'in_progress':
      return { completedAt: IsNull(), owner: Not(IsNull()) };
    case 'pending':
    case 'retrying':
      return { status, owner: IsNull() };
    case 'delivered':
    case 'dead_letter':
    case 'cancelled':
      return { status };
    default:
      throw unknownStatus();
  }
}

function unknownStatus(): ValidationFailedError {
  return new ValidationFailedError([
    { field: 'status', message: `must be one of ${DELIVERY_STATUSES.join(', ')}` },
  ]);
}
