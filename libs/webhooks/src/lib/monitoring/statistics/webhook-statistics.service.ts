import type { EndpointHealth, Statistics, WaitingCounts } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock';
import { decodeId, encodeId } from '../../common/ids';
import { continueStreak, type FailureStreak } from '../../policy/failure-streak';
import { DEFAULT_SUCCESS_BOUND, HEALTH_HOURS, healthStatus } from '../../registry/endpoint-health';
import { EndpointReader } from '../../registry/endpoint-reader';
import { endpointNotFound } from '../../registry/endpoint-transaction';
import { requireTenant } from '../../registry/tenant-id';
import { HOOKLINE_DATA_SOURCE } from '../../storage/database';
import { DeliveryEntity } from '../../storage/entities';
import {
  type AttemptsRow,
  SELECT_ALL_ATTEMPTS,
  SELECT_ENDPOINT_ATTEMPTS,
  SELECT_ENDPOINT_STATISTICS,
  SELECT_TENANT_STATISTICS,
  type StatisticsRow,
} from '../../storage/sql/select-statistics';
import { type FailuresRow, SELECT_FAILURES } from '../../storage/sql/endpoint-failures';
import { type LaneStateRow, SELECT_LANE_STATE } from '../../storage/sql/lane-state';
import { SELECT_WAITING, type WaitingRow } from '../../storage/sql/select-waiting';
import { toDelivery } from '../delivery-view';
import { circuitOf } from '../lane-view';
import { toAttemptRate } from './attempt-rate';
import { MS_PER_HOUR } from '../../common/durations';
import { readPeriod, type StatisticsQuery } from './statistics-period';
import { isoOfHour, toStatistics } from './to-statistics';

/** A rate of fewer attempts says nothing. */
const LEAST_ATTEMPTS = 20;

/** How the deliveries of all tenants are judged. */
export interface DeliveryHealthOptions {
  /** Whole hours before the current one that count, beside that. @default 1 */
  hours?: number;
  /** Success rate of attempts below which they are degraded, 0–1. @default 0.9 */
  bound?: number;
}

/** How the deliveries of all tenants went. */
export interface DeliveryHealthReport {
  /** `up` also when there were fewer than 20 attempts. */
  status: 'up' | 'degraded';
  /** ISO 8601: since when attempts are counted. */
  from: string;
  attempts: number;
  failedAttempts: number;
  /** Attempts that succeeded ÷ attempts, 0–1; `null` when there were none. */
  successRate: number | null;
  bound: number;
}

/**
 * Statistics of deliveries, from counts by the hour that are written together with the outcomes: exact
 * at any moment, and kept longer than the deliveries themselves. Ids are public ids (`ep_…`).
 */
@Injectable()
export class WebhookStatisticsService {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly endpoints: EndpointReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * What became of a tenant's deliveries.
   * @throws TenantMissingError, ValidationFailedError for a period that is none or too long
   * @example
   * const { totals, series } = await statistics.ofTenant('acme', { bucket: 'day' });
   */
  async ofTenant(tenantId: string, query: StatisticsQuery = {}): Promise<Statistics> {
    return this.statistics(requireTenant(tenantId), null, query);
  }

  /**
   * What became of the deliveries to one endpoint; also to one that was deleted.
   * @throws what {@link ofTenant} throws, IdInvalidError, ResourceNotFoundError
   */
  async ofEndpoint(
    tenantId: string,
    endpointId: string,
    query: StatisticsQuery = {},
  ): Promise<Statistics> {
    const tenant = requireTenant(tenantId);
    const endpoint = await this.existing(tenant, endpointId);
    return this.statistics(tenant, endpoint, query);
  }

  /**
   * How an endpoint did in the last 24 hours.
   * @throws TenantMissingError, IdInvalidError, ResourceNotFoundError
   */
  async endpointHealth(tenantId: string, endpointId: string): Promise<EndpointHealth> {
    const tenant = requireTenant(tenantId);
    const endpoint = await this.existing(tenant, endpointId);
    const fromHour = this.hourAgo(HEALTH_HOURS);
    const [rows, waiting, lane, last, streak] = await Promise.all([
      this.dataSource.query<AttemptsRow[]>(SELECT_ENDPOINT_ATTEMPTS.text, [endpoint, fromHour]),
      this.waiting(tenant, endpoint),
      this.dataSource.query<LaneStateRow[]>(SELECT_LANE_STATE.text, [endpoint]),
      this.dataSource.manager.findOne(DeliveryEntity, {
        where: { endpointId: endpoint },
        order: { id: 'DESC' },
      }),
      this.failures(endpoint),
    ]);
    const rate = toAttemptRate(rows);
    return {
      endpointId: encodeId('ep', endpoint),
      status: healthStatus(rate.successRate),
      from: isoOfHour(fromHour),
      attempts: rate.attempts,
      failedAttempts: rate.failedAttempts,
      successRate: rate.successRate,
      lastDelivery: last === null ? null : toDelivery(last),
      lastSuccessAt: isoOrNull(rate.lastSuccessAt),
      lastFailureAt: isoOrNull(rate.lastFailureAt),
      failingSince: isoOrNull(streak?.since ?? null),
      circuit: circuitOf(lane[0] as LaneStateRow, this.clock.now()),
      waiting,
    };
  }

  /**
   * How the deliveries of all tenants go, for a health check apart from readiness: what receivers
   * answer is no reason to take a process out of service.
   */
  async deliveryHealth({
    hours = 1,
    bound = DEFAULT_SUCCESS_BOUND,
  }: DeliveryHealthOptions = {}): Promise<DeliveryHealthReport> {
    const fromHour = this.hourAgo(hours);
    const rows = await this.dataSource.query<AttemptsRow[]>(SELECT_ALL_ATTEMPTS.text, [fromHour]);
    const { attempts, failedAttempts, successRate } = toAttemptRate(rows);
    const judged = attempts >= LEAST_ATTEMPTS && successRate !== null;
    return {
      status: judged && successRate < bound ? 'degraded' : 'up',
      from: isoOfHour(fromHour),
      attempts,
      failedAttempts,
      successRate,
      bound,
    };
  }

  private async statistics(
    tenant: string,
    endpoint: string | null,
    query: StatisticsQuery,
  ): Promise<Statistics> {
    const period = readPeriod(query, this.clock.now());
    const { fromHour, toHour, hoursPerSlot } = period;
    const values = [tenant, fromHour, toHour, hoursPerSlot];
    const [rows, waiting] = await Promise.all([
      endpoint === null
        ? this.dataSource.query<StatisticsRow[]>(SELECT_TENANT_STATISTICS.text, values)
        : this.dataSource.query<StatisticsRow[]>(SELECT_ENDPOINT_STATISTICS.text, [
            ...values,
            endpoint,
          ]),
      this.waiting(tenant, endpoint),
    ]);
    return toStatistics(rows, period, waiting);
  }

  /** What has failed since the last success, whenever that was; `null` when nothing has. */
  private async failures(endpoint: string): Promise<FailureStreak | null> {
    const rows = await this.dataSource.query<FailuresRow[]>(SELECT_FAILURES.text, [endpoint]);
    const known = rows.find(({ part }) => part === 'known');
    const tried = rows.find(({ part }) => part === 'new');
    return continueStreak(toStreak(known), {
      successAt: tried?.success_at ?? null,
      failures: toStreak(tried),
    });
  }

  private async waiting(tenant: string, endpoint: string | null): Promise<WaitingCounts> {
    const rows = await this.dataSource.query<WaitingRow[]>(SELECT_WAITING.text, [tenant, endpoint]);
    const of = (status: WaitingRow['status']): number =>
      rows.find((row) => row.status === status)?.count ?? 0;
    return { pending: of('pending'), retrying: of('retrying') };
  }

  private async existing(tenant: string, endpointId: string): Promise<string> {
    const endpoint = decodeId('ep', endpointId);
    if (!(await this.endpoints.everExisted(tenant, endpoint))) throw endpointNotFound(endpoint);
    return endpoint;
  }

  /** The hour since 1970 in which the time lies that is some hours ago. */
  private hourAgo(hours: number): number {
    return Math.floor(this.clock.now() / MS_PER_HOUR) - hours;
  }
}

function toStreak(row: FailuresRow | undefined): FailureStreak | null {
  if (row === undefined || row.since === null || row.last_at === null) return null;
  return { since: row.since, lastAt: row.last_at, attempts: row.attempts };
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
