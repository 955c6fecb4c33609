import type { DeliveryStatus } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock';
import type { Keyset } from '../registry/page-query';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { DeliveryEntity, EndpointEntity } from '../storage/entities';
import type { DeliveryConditions } from './delivery-filter';
import { type IdRange, idRangeOf } from './id-range';
import { type DeadLetterRow, walkDeadLetters } from './sql/walk-dead-letters';
import {
  countWaiting,
  type Query,
  selectMatching,
  selectWalkEnd,
  WALK_BY_INDEX,
  WALK_LIMIT,
  type WalkSource,
} from './sql/walk-deliveries';

/** What one look found, newest first. */
export interface FoundDeliveries {
  rows: DeliveryEntity[];
  /** The stored uuid before which to look on; `null` when there is nothing more. */
  next: string | null;
}

/**
 * Finds deliveries in a history of any size. It looks at no more than {@link WALK_LIMIT} of them at a
 * time, so that what it finds may be fewer than asked for, although there is more.
 */
@Injectable()
export class DeliveryFinder {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The deliveries that meet the conditions, newest first, from a keyset on. */
  async find(conditions: DeliveryConditions, { before, limit }: Keyset): Promise<FoundDeliveries> {
    const source = await this.sourceOf(conditions);
    const walk = { source, conditions, range: this.rangeOf(conditions, before) };
    const { ids, next } = await this.dataSource.transaction(async (manager) => {
      await manager.query(WALK_BY_INDEX);
      const found = await idsOf(manager, selectMatching(walk, limit + 1));
      const page = found.slice(0, limit);
      const end = found.length > limit ? page : await idsOf(manager, selectWalkEnd(walk));
      return { ids: page, next: end.at(-1) ?? null };
    });
    return { rows: await this.load(ids), next };
  }

  /**
   * Dead letters of all tenants that nobody has repeated, newest first, from a keyset on: those among
   * the next `limit` dead letters.
   */
  async findDeadLettersOfAll({ before, limit }: Keyset): Promise<{
    rows: DeadLetterRow[];
    next: string | null;
  }> {
    const { text, values } = walkDeadLetters(before, limit);
    const found = await this.dataSource.transaction(async (manager) => {
      await manager.query(WALK_BY_INDEX);
      return manager.query<DeadLetterRow[]>(text, values);
    });
    const next = found.length < limit ? null : (found.at(-1)?.id ?? null);
    return { rows: found.filter(({ unretried }) => unretried), next };
  }

  /** Deliveries by their stored uuids, newest first; those that there are. */
  async load(ids: readonly string[]): Promise<DeliveryEntity[]> {
    if (ids.length === 0) return [];
    const { manager } = this.dataSource;
    return manager.find(DeliveryEntity, { where: { id: In([...ids]) }, order: { id: 'DESC' } });
  }

  /** The shortest way to what meets the conditions. */
  private async sourceOf(conditions: DeliveryConditions): Promise<WalkSource> {
    const { tenantId, status, endpointId, eventId } = conditions;
    if (eventId !== undefined) return { kind: 'event', eventId };
    if (status === 'in_progress') return { kind: 'owned' };
    if (isUnusual(status)) return { kind: 'unusual', status };
    const where = { tenantId, ...(endpointId !== undefined && { id: endpointId }) };
    const endpoints = await this.dataSource.manager.find(EndpointEntity, {
      select: { id: true },
      where,
    });
    const endpointIds = endpoints.map(({ id }) => id);
    const few = status === 'pending' && (await this.waitingOf(endpointIds)) <= WALK_LIMIT;
    return { kind: few ? 'waiting' : 'history', endpointIds };
  }

  private async waitingOf(endpointIds: string[]): Promise<number> {
    const { text, values } = countWaiting(endpointIds);
    const [row] = await this.dataSource.query<{ waiting: number }[]>(text, values);
    return row?.waiting ?? 0;
  }

  private rangeOf(conditions: DeliveryConditions, before: string | undefined): IdRange {
    const range = idRangeOf(conditions, this.clock);
    if (before === undefined) return range;
    const isEarlier = range.before === undefined || before < range.before;
    return isEarlier ? { ...range, before } : range;
  }
}

async function idsOf(manager: EntityManager, { text, values }: Query): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(text, values);
  return rows.map(({ id }) => id);
}

function isUnusual(
  status: DeliveryStatus | undefined,
): status is 'retrying' | 'dead_letter' | 'cancelled' {
  return status === 'retrying' || status === 'dead_letter' || status === 'cancelled';
}
