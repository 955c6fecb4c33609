import type {
  DeliveryWithAttempts,
  EndpointStory,
  EventStory,
  StoryObstacle,
} from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { In, type DataSource } from 'typeorm';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { dataOfBody } from '../common/envelope-data';
import { groupBy } from '../common/group-by';
import { decodeId, encodeId } from '../common/ids';
import { isTestSend } from '../common/test-event';
import { EndpointReader } from '../registry/endpoint-reader';
import { judgeMatch } from '../registry/judge-match';
import { requireTenant } from '../registry/tenant-id';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import {
  AttemptEntity,
  DeliveryEntity,
  type EndpointEntity,
  EventEntity,
} from '../storage/entities';
import { toAttempt, toDelivery } from './delivery-view';
import { summarize } from './story-summary';

/** Most deliveries of one event that its story tells of. */
const MAX_DELIVERIES = 1_000;

/** Tells what became of an event, endpoint by endpoint: why it was delivered, or why not. */
@Injectable()
export class WebhookStoriesService {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly endpoints: EndpointReader,
  ) {}

  /**
   * The story of an event (`evt_…`).
   * @throws IdInvalidError, ResourceNotFoundError for an event of somebody else's too
   */
  async findById(tenantId: string, eventId: string): Promise<EventStory> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('evt', eventId);
    const event = await this.dataSource.manager.findOneBy(EventEntity, { id, tenantId: tenant });
    if (event === null)
      throw new ResourceNotFoundError(`There is no event ${encodeId('evt', id)}.`);
    const deliveries = await this.deliveriesOf(event);
    const candidates = await this.candidates(event, [...deliveries.keys()]);
    const data = dataOfBody(event.body);
    return {
      id: encodeId('evt', id),
      type: event.type,
      tenantId: event.tenantId,
      createdAt: event.createdAt.toISOString(),
      expiresAt: event.expiresAt?.toISOString() ?? null,
      subject: event.subject,
      tags: event.tags,
      endpoints: candidates.map((endpoint) =>
        tell(endpoint, event, data, deliveries.get(endpoint.id) ?? []),
      ),
    };
  }

  /** Those that the story tells of; a test is nothing that another endpoint could have got. */
  private async candidates(event: EventEntity, reached: string[]): Promise<EndpointEntity[]> {
    const candidates = await this.endpoints.candidates(event.tenantId, reached);
    return isTestSend(event) ? candidates.filter(({ id }) => reached.includes(id)) : candidates;
  }

  /** By the endpoint's stored uuid. */
  private async deliveriesOf(event: EventEntity): Promise<Map<string, DeliveryWithAttempts[]>> {
    const rows = await this.dataSource.manager.find(DeliveryEntity, {
      where: { eventId: event.id, tenantId: event.tenantId },
      order: { id: 'ASC' },
      take: MAX_DELIVERIES,
    });
    const attempts = await this.dataSource.manager.find(AttemptEntity, {
      where: { deliveryId: In(rows.map(({ id }) => id)) },
      order: { number: 'ASC' },
    });
    const byDelivery = groupBy(attempts, ({ deliveryId }) => deliveryId);
    const byEndpoint = groupBy(rows, ({ endpointId }) => endpointId);
    return new Map(
      [...byEndpoint].map(([endpointId, group]) => [
        endpointId,
        group.map((row) => ({
          ...toDelivery(row),
          attemptLog: (byDelivery.get(row.id) ?? []).map(toAttempt),
        })),
      ]),
    );
  }
}

function tell(
  endpoint: EndpointEntity,
  event: EventEntity,
  data: unknown,
  deliveries: DeliveryWithAttempts[],
): EndpointStory {
  const { pattern, obstacles } = judgeMatch(asOf(endpoint, event.createdAt), {
    type: event.type,
    data,
  });
  const changedSince = endpoint.updatedAt > event.createdAt;
  const inTheWay = deliveries.length > 0 ? [] : obstaclesOf(endpoint, event, obstacles);
  return {
    endpointId: encodeId('ep', endpoint.id),
    endpointName: endpoint.name,
    pattern,
    changedSince,
    obstacles: inTheWay,
    deliveries,
    summary: summarize(deliveries, inTheWay),
  };
}

/** One that was switched off later was on when the event was published. */
function asOf(endpoint: EndpointEntity, at: Date): EndpointEntity {
  if (endpoint.disabledAt === null || endpoint.disabledAt <= at) return endpoint;
  return { ...endpoint, active: true };
}

function obstaclesOf(
  endpoint: EndpointEntity,
  event: EventEntity,
  found: readonly StoryObstacle[],
): StoryObstacle[] {
  if (endpoint.createdAt > event.createdAt) return ['not_yet', ...found];
  return found.length > 0 ? [...found] : ['changed'];
}
