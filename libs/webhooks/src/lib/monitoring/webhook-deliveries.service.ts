import type {
  Attempt,
  Delivery,
  DeliveryWithAttempts,
  EndpointWithDeliveries,
  Page,
} from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { StateConflictError } from '../common/errors/state-conflict.error';
import { decodeId, encodeId } from '../common/ids';
import { EndpointReader } from '../registry/endpoint-reader';
import { endpointNotFound } from '../registry/endpoint-transaction';
import { readPageQuery, type Keyset, type PageQuery } from '../registry/page-query';
import { requireTenant } from '../registry/tenant-id';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { AttemptEntity, DeliveryEntity } from '../storage/entities';
import {
  type DeliveryConditions,
  type DeliveryFilter,
  readDeliveryFilter,
} from './delivery-filter';
import { DeliveryChanges } from './delivery-changes';
import { DeliveryFinder } from './delivery-finder';
import { toAttempt, toDelivery } from './delivery-view';

/** Deliveries that are shown with an endpoint. */
const LAST_DELIVERIES = 10;

/** Which deliveries to list, and which page of them. */
export interface ListDeliveriesQuery extends PageQuery, DeliveryFilter {}

/**
 * What became of events. Ids are public ids (`ep_…`, `dlv_…`). A tenant sees nothing of another: a
 * delivery of somebody else's is not found.
 */
@Injectable()
export class WebhookDeliveriesService {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly endpoints: EndpointReader,
    private readonly finder: DeliveryFinder,
    private readonly changes: DeliveryChanges,
  ) {}

  /**
   * A tenant's deliveries, newest first. One look goes through at most 5,000 deliveries, so that it
   * stays fast in a history of millions: a page may hold fewer than `limit` although there is more.
   * Go on until `nextCursor` is `null`.
   * @throws ValidationFailedError naming the fields at fault, IdInvalidError
   * @example
   * const { items, nextCursor } = await deliveries.list('acme', {
   *   eventType: 'invoice.paid',
   *   responseStatus: 503,
   *   from: '2026-11-21T00:00:00Z',
   * });
   */
  async list(tenantId: string, query: ListDeliveriesQuery = {}): Promise<Page<Delivery>> {
    const keyset = readPageQuery('dlv', query);
    return this.find(readDeliveryFilter(requireTenant(tenantId), query), keyset);
  }

  /**
   * The deliveries to one endpoint, newest first; also to one that was deleted. Pages are as those of
   * {@link list}.
   * @throws ValidationFailedError naming the fields at fault, IdInvalidError, ResourceNotFoundError
   * @example
   * const { items, nextCursor } = await deliveries.listByEndpoint('acme', endpoint.id, {
   *   status: 'dead_letter',
   *   limit: 50,
   * });
   */
  async listByEndpoint(
    tenantId: string,
    endpointId: string,
    query: Omit<ListDeliveriesQuery, 'endpointId'> = {},
  ): Promise<Page<Delivery>> {
    const tenant = requireTenant(tenantId);
    const keyset = readPageQuery('dlv', query);
    const conditions = readDeliveryFilter(tenant, { ...query, endpointId });
    const endpoint = decodeId('ep', endpointId);
    if (!(await this.endpoints.everExisted(tenant, endpoint))) throw endpointNotFound(endpoint);
    return this.find(conditions, keyset);
  }

  /**
   * An endpoint with the newest deliveries to it, tests too.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async endpointWithDeliveries(
    tenantId: string,
    endpointId: string,
  ): Promise<EndpointWithDeliveries> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    const endpoint = await this.endpoints.find(tenant, id);
    const conditions = { tenantId: tenant, endpointId: id };
    const { rows } = await this.finder.find(conditions, {
      before: undefined,
      limit: LAST_DELIVERIES,
    });
    return { ...endpoint, lastDeliveries: rows.map(toDelivery) };
  }

  /**
   * A delivery with its attempts.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async findById(tenantId: string, deliveryId: string): Promise<DeliveryWithAttempts> {
    const row = await this.row(requireTenant(tenantId), decodeId('dlv', deliveryId));
    const attempts = await this.dataSource.manager.find(AttemptEntity, {
      where: { deliveryId: row.id },
      order: { number: 'ASC' },
    });
    return { ...toDelivery(row), attemptLog: attempts.map(toAttempt) };
  }

  /**
   * The attempts of a delivery, in the order in which they were made.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async attempts(tenantId: string, deliveryId: string): Promise<Attempt[]> {
    return (await this.findById(tenantId, deliveryId)).attemptLog;
  }

  /**
   * Repeats a delivery, whatever became of it: a new delivery of the same event to the same endpoint,
   * due at once. Called twice, it repeats twice. Attempts of its own that the first one still had
   * before it are cancelled, as {@link cancel} does.
   * @returns the new delivery
   * @throws IdInvalidError, ResourceNotFoundError, StateConflictError when its endpoint was deleted or
   *   its event is no longer kept
   */
  async retry(tenantId: string, deliveryId: string): Promise<Delivery> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('dlv', deliveryId);
    await this.row(tenant, id);
    const audit = { action: 'delivery.retried', resourceId: encodeId('dlv', id) };
    const [newId] = await this.changes.retry(tenant, [id], { audit });
    if (newId === undefined) {
      throw new StateConflictError(
        `Delivery ${encodeId('dlv', id)} can not be repeated: its endpoint was deleted, or its event is no longer kept.`,
      );
    }
    return toDelivery(await this.row(tenant, newId));
  }

  /**
   * Takes a delivery back that is not final yet: no attempt follows. What no process has is cancelled
   * at once. What waits in the memory of a process is cancelled there within some seconds; an attempt
   * that is under way ends by itself, is recorded, and decides: delivered if the receiver took it,
   * else cancelled. Until then the delivery is shown as `in_progress`.
   * @returns the delivery after that; one that is cancelled already stays so
   * @throws IdInvalidError, ResourceNotFoundError, StateConflictError for one that is delivered or a
   *   dead letter
   */
  async cancel(tenantId: string, deliveryId: string): Promise<Delivery> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('dlv', deliveryId);
    const wasLive = await this.changes.cancel(tenant, id);
    const row = await this.row(tenant, id);
    if (!wasLive && row.status !== 'cancelled') {
      throw new StateConflictError(
        `Delivery ${encodeId('dlv', id)} can not be cancelled: it is final (${row.status}).`,
      );
    }
    return toDelivery(row);
  }

  /**
   * Lets the line of an ordered endpoint go on that halts at a dead letter. {@link retry} does so, too, and
   * puts a new delivery in its place.
   * @returns the dead letter after that
   * @throws IdInvalidError, ResourceNotFoundError, StateConflictError when no line halts there
   */
  async skip(tenantId: string, deliveryId: string): Promise<Delivery> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('dlv', deliveryId);
    await this.row(tenant, id);
    if (!(await this.changes.skip(tenant, id))) {
      throw new StateConflictError(`No line halts at delivery ${encodeId('dlv', id)}.`);
    }
    return toDelivery(await this.row(tenant, id));
  }

  /** @param id a stored uuid */
  private async row(tenantId: string, id: string): Promise<DeliveryEntity> {
    const row = await this.dataSource.manager.findOneBy(DeliveryEntity, { id, tenantId });
    if (row !== null) return row;
    throw new ResourceNotFoundError(`There is no delivery ${encodeId('dlv', id)}.`);
  }

  private async find(conditions: DeliveryConditions, keyset: Keyset): Promise<Page<Delivery>> {
    const { rows, next } = await this.finder.find(conditions, keyset);
    return {
      items: rows.map(toDelivery),
      nextCursor: next === null ? null : encodeId('dlv', next),
    };
  }
}
