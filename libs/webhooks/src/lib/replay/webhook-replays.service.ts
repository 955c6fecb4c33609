import type { Page, Replay } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type DataSource, LessThan } from 'typeorm';
import { type AuditInput, recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { StateConflictError } from '../common/errors/state-conflict.error';
import { decodeId, encodeId, LOWEST_UUID, newUuid } from '../common/ids';
import { idRangeOf } from '../monitoring/id-range';
import { EndpointReader } from '../registry/endpoint-reader';
import { type PageQuery, readPageQuery, toPage } from '../registry/page-query';
import { requireTenant } from '../registry/tenant-id';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { ReplayEntity } from '../storage/entities';
import type { ReplayCriteria } from './choose-replayed';
import { EventWalker, type Stretch } from './event-walker';
import { readReplayInput, type ReplayInput, type ReplayPlan } from './replay-input';
import { toReplay } from './replay-view';

/** Replays of one tenant that may be under way at once. */
export const MAX_RUNNING_REPLAYS = 10;
/** Events that are counted in one statement. */
const COUNT_STEP = 2_000;
/** How long a count may take; then it says how far it came. */
const COUNT_PATIENCE_MS = 3_000;

/** How many deliveries a replay would make. */
export interface ReplayEstimate {
  count: number;
  /** False when there were too many to count in good time: then it is at least `count`. */
  complete: boolean;
}

/**
 * Replays: many events that are delivered again, or for the first time where they are missing. A
 * replay is a job in Postgres that the worker processes do batch by batch, at most `ratePerSecond`
 * deliveries in a second, in the order in which the events were published. A process that dies in the
 * middle loses nothing and repeats nothing. Its deliveries go behind all that is published meanwhile.
 */
@Injectable()
export class WebhookReplaysService {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly endpoints: EndpointReader,
    private readonly walker: EventWalker,
  ) {}

  /**
   * Begins a replay of what was published until now.
   * @throws ValidationFailedError naming the fields at fault, IdInvalidError, ResourceNotFoundError for
   *   an unknown endpoint, StateConflictError when ten replays of the tenant are under way
   * @example
   * const replay = await replays.create('acme', {
   *   endpointId: endpoint.id,
   *   statuses: ['dead_letter'],
   *   from: '2026-11-21T18:00:00Z',
   *   to: '2026-11-21T20:00:00Z',
   * });
   */
  async create(tenantId: string, input: ReplayInput): Promise<Replay> {
    const { stretch, plan } = await this.prepare(tenantId, input);
    const { count, complete } = await this.count(stretch, plan);
    const now = new Date(this.clock.now());
    const replay = this.dataSource.manager.create(ReplayEntity, {
      ...plan,
      ...stretch,
      id: newUuid(),
      status: 'running',
      total: complete ? count : null,
      replayed: 0,
      nextAt: now,
      createdAt: now,
      completedAt: null,
    });
    await this.dataSource.transaction(async (manager) => {
      // One after the other, so that two can't both take the last place.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `hookline replays ${stretch.tenantId}`,
      ]);
      const where = { tenantId: stretch.tenantId, status: 'running' as const };
      if ((await manager.countBy(ReplayEntity, where)) >= MAX_RUNNING_REPLAYS) {
        throw new StateConflictError(
          `${MAX_RUNNING_REPLAYS} replays are under way. Wait for one to end, or cancel it.`,
        );
      }
      await manager.insert(ReplayEntity, replay);
      const at = now.getTime();
      await recordAudit(manager, { ...auditOf(replay, 'created'), after: toReplay(replay), at });
    });
    return toReplay(replay);
  }

  /**
   * How many deliveries a replay would make, without making any.
   * @throws what {@link create} throws, but StateConflictError
   */
  async estimate(tenantId: string, input: ReplayInput): Promise<ReplayEstimate> {
    const { stretch, plan } = await this.prepare(tenantId, input);
    return this.count(stretch, plan);
  }

  /**
   * A tenant's replays, newest first.
   * @throws ValidationFailedError for a limit outside 1–100, IdInvalidError for a malformed cursor
   */
  async list(tenantId: string, query: PageQuery = {}): Promise<Page<Replay>> {
    const tenant = requireTenant(tenantId);
    const { before, limit } = readPageQuery('rpl', query);
    const rows = await this.dataSource.manager.find(ReplayEntity, {
      where: { tenantId: tenant, ...(before !== undefined && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return toPage(rows.map(toReplay), limit);
  }

  /** @throws IdInvalidError, ResourceNotFoundError */
  async findById(tenantId: string, replayId: string): Promise<Replay> {
    return toReplay(await this.row(requireTenant(tenantId), decodeId('rpl', replayId)));
  }

  /**
   * Ends a replay after the batch that may be under way. The deliveries that it has made stay.
   * @returns the replay; one that is cancelled already stays so
   * @throws IdInvalidError, ResourceNotFoundError, StateConflictError for one that is completed
   */
  async cancel(tenantId: string, replayId: string): Promise<Replay> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('rpl', replayId);
    await this.dataSource.transaction(async (manager) => {
      const at = this.clock.now();
      const { affected } = await manager.update(
        ReplayEntity,
        { id, tenantId: tenant, status: 'running' },
        { status: 'cancelled', completedAt: new Date(at) },
      );
      if (affected !== 1) return;
      await recordAudit(manager, { ...auditOf({ id, tenantId: tenant }, 'cancelled'), at });
    });
    const row = await this.row(tenant, id);
    if (row.status === 'cancelled') return toReplay(row);
    throw new StateConflictError(`Replay ${encodeId('rpl', id)} is completed already.`);
  }

  private async prepare(
    tenantId: string,
    input: ReplayInput,
  ): Promise<{ stretch: Stretch; plan: ReplayPlan }> {
    const tenant = requireTenant(tenantId);
    const plan = readReplayInput(input);
    if (plan.endpointId !== null) await this.endpoints.find(tenant, plan.endpointId);
    const period = {
      ...(plan.from !== null && { from: plan.from.getTime() }),
      ...(plan.to !== null && { to: plan.to.getTime() }),
    };
    const { from = LOWEST_UUID, before } = idRangeOf(period, this.clock);
    const now = newUuid();
    const until = before !== undefined && before < now ? before : now;
    return { stretch: { tenantId: tenant, position: from, until }, plan };
  }

  private async count(stretch: Stretch, criteria: ReplayCriteria): Promise<ReplayEstimate> {
    const giveUpAt = this.clock.monotonic() + COUNT_PATIENCE_MS;
    let position: string | null = stretch.position;
    let count = 0;
    while (this.clock.monotonic() < giveUpAt) {
      const from: Stretch = { ...stretch, position };
      const step = await this.walker.step(this.dataSource.manager, from, criteria, COUNT_STEP);
      count += step.replayed.length;
      position = step.position;
      if (position === null) return { count, complete: true };
    }
    return { count, complete: false };
  }

  /** @param id a stored uuid */
  private async row(tenantId: string, id: string): Promise<ReplayEntity> {
    const row = await this.dataSource.manager.findOneBy(ReplayEntity, { id, tenantId });
    if (row !== null) return row;
    throw new ResourceNotFoundError(`There is no replay ${encodeId('rpl', id)}.`);
  }
}

/** What every entry of the audit trail about a replay has. @param done what was done with it */
function auditOf(
  { id, tenantId }: Pick<ReplayEntity, 'id' | 'tenantId'>,
  done: 'created' | 'cancelled',
): Pick<AuditInput, 'tenantId' | 'action' | 'resourceId'> {
  return { tenantId, action: `replay.${done}`, resourceId: encodeId('rpl', id) };
}
