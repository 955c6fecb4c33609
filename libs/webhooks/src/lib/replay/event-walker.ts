import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { dataOfBody } from '../common/envelope-data';
import { judgeMatch } from '../registry/judge-match';
import { EndpointEntity, EventEntity } from '../storage/entities';
import { chooseReplayed, type ReplayCriteria } from './choose-replayed';
import type { Replayed } from './sql/insert-replayed';
import { type WalkedRow, walkEvents } from './sql/walk-events';

/** Bodies that are in memory at a time: they may be large. */
const BODIES_AT_ONCE = 20;

/** How far a walk through a tenant's events has come, and how far it goes. Ids are stored uuids. */
export interface Stretch {
  tenantId: string;
  position: string;
  until: string;
}

/** One step of a walk. */
export interface Step {
  replayed: Replayed[];
  /** The event that it ended at; `null` when there was none left. */
  position: string | null;
}

/** Walks through a tenant's events, from the oldest on, and chooses those that a replay delivers. */
@Injectable()
export class EventWalker {
  /** @param limit most events in this step */
  async step(
    manager: EntityManager,
    stretch: Stretch,
    criteria: ReplayCriteria,
    limit: number,
  ): Promise<Step> {
    const { endpointId } = criteria;
    const { text, values } = walkEvents({ ...stretch, endpointId, limit });
    const rows = await manager.query<WalkedRow[]>(text, values);
    const endpoint = await this.endpointOf(manager, criteria);
    if (endpoint === 'deleted') return { replayed: [], position: null };
    const chosen = chooseReplayed(rows, criteria, endpoint?.events ?? []);
    const replayed =
      criteria.missing && endpoint !== null && endpoint.filter !== null
        ? await this.wantedBy(endpoint, manager, chosen)
        : chosen;
    return { replayed, position: rows.at(-1)?.event_id ?? null };
  }

  /** The endpoint of a replay; `null` when it is for all. */
  private async endpointOf(
    manager: EntityManager,
    { endpointId }: ReplayCriteria,
  ): Promise<EndpointEntity | 'deleted' | null> {
    if (endpointId === null) return null;
    const endpoint = await manager.findOneBy(EndpointEntity, { id: endpointId });
    return endpoint?.deletedAt === null ? endpoint : 'deleted';
  }

  /** Those of the events that an endpoint's filter wants. Their bodies are read a few at a time. */
  private async wantedBy(
    endpoint: EndpointEntity,
    manager: EntityManager,
    events: readonly Replayed[],
  ): Promise<Replayed[]> {
    const wanted: Replayed[] = [];
    for (let start = 0; start < events.length; start += BODIES_AT_ONCE) {
      const slice = events.slice(start, start + BODIES_AT_ONCE);
      const found = await manager.find(EventEntity, {
        select: { id: true, body: true },
        where: { id: In(slice.map(({ eventId }) => eventId)) },
      });
      const bodies = new Map(found.map(({ id, body }) => [id, body]));
      for (const event of slice) {
        const data = dataOfBody(bodies.get(event.eventId) ?? '');
        const { obstacles } = judgeMatch(endpoint, { type: event.eventType, data });
        if (!obstacles.includes('filter')) wanted.push(event);
      }
    }
    return wanted;
  }
}
