import type { Endpoint, Page } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { In, type DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock';
import { encodeId } from '../common/ids';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { EndpointEntity, EndpointSecretEntity } from '../storage/entities';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { ListEndpointsQuery } from './endpoint-input';
import { endpointNotFound } from './endpoint-transaction';
import { readPageQuery, toPage } from './page-query';

/** Reads endpoints as the API shows them: no secret, no header's value. */
@Injectable()
export class EndpointReader {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An endpoint by its stored uuid. */
  async find(tenantId: string, id: string): Promise<Endpoint> {
    const [endpoint] = await this.findMany(tenantId, [id]);
    if (endpoint === undefined) throw endpointNotFound(id);
    return endpoint;
  }

  /** Those of the endpoints (stored uuids) that there are, newest first. */
  async findMany(tenantId: string, ids: readonly string[]): Promise<Endpoint[]> {
    if (ids.length === 0) return [];
    const rows = await this.endpoints(tenantId)
      .andWhere({ id: In([...ids]) })
      .getMany();
    return this.present(rows);
  }

  async list(tenantId: string, query: ListEndpointsQuery): Promise<Page<Endpoint>> {
    const { before, limit } = readPageQuery('ep', query);
    const builder = this.endpoints(tenantId).take(limit + 1);
    if (before !== undefined) builder.andWhere('endpoint.id < :before', { before });
    if (query.active !== undefined) builder.andWhere({ active: query.active });
    return toPage(await this.present(await builder.getMany()), limit);
  }

  /** Whether a tenant has or had an endpoint (stored uuid); its history outlives it. */
  async everExisted(tenantId: string, id: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(EndpointEntity, { id, tenantId });
  }

  private endpoints(tenantId: string) {
    return this.dataSource
      .createQueryBuilder(EndpointEntity, 'endpoint')
      .where({ tenantId })
      .andWhere('endpoint.deletedAt IS NULL')
      .orderBy('endpoint.id', 'DESC');
  }

  private async present(rows: EndpointEntity[]): Promise<Endpoint[]> {
    const prefixes = await this.livePrefixes(rows.map(({ id }) => id));
    return rows.map((row) => this.toEndpoint(row, prefixes.get(row.id) ?? []));
  }

  private async livePrefixes(endpointIds: string[]): Promise<Map<string, string[]>> {
    const secrets = await this.dataSource.manager.find(EndpointSecretEntity, {
      select: { id: true, endpointId: true, prefix: true, expiresAt: true },
      where: { endpointId: In(endpointIds) },
      order: { id: 'DESC' },
    });
    const live = secrets.filter(
      ({ expiresAt }) => expiresAt === null || expiresAt.getTime() > this.clock.now(),
    );
    const prefixes = new Map<string, string[]>();
    for (const { endpointId, prefix } of live) {
      prefixes.set(endpointId, [...(prefixes.get(endpointId) ?? []), prefix]);
    }
    return prefixes;
  }

  private toEndpoint(row: EndpointEntity, secretPrefixes: string[]): Endpoint {
    const { delivery } = this.config;
    return {
      id: encodeId('ep', row.id),
      tenantId: row.tenantId,
      name: row.name,
      description: row.description,
      url: row.url,
      events: row.events,
      headerNames: row.headerNames,
      retryPolicy: row.retryPolicy ?? delivery.retryPolicy,
      retryStatuses: row.retryStatuses,
      timeoutMs: row.timeoutMs ?? delivery.timeoutMs,
      active: row.active,
      disabledReason: row.disabledReason,
      metadata: row.metadata,
      secretPrefixes,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  }
}
