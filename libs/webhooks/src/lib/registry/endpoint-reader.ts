import type { Endpoint, EndpointSecret, Page } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, type DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock';
import { MS_PER_HOUR } from '../common/durations';
import { encodeId } from '../common/ids';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { EndpointEntity, EndpointSecretEntity } from '../storage/entities';
import { type AttemptSharesRow, SELECT_ATTEMPT_SHARES } from '../storage/sql/select-statistics';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { ListEndpointsQuery } from './endpoint-input';
import { HEALTH_HOURS, healthCondition } from './endpoint-health';
import { isLive } from './endpoint-secrets';
import { type EndpointCondition, searchConditions } from './endpoint-search';
import { endpointNotFound } from './endpoint-transaction';
import { laneFieldsOf } from './lane-fields';
import { readPageQuery, toPage } from './page-query';
import { defaultsOf, type EndpointDefaults } from './tenant-defaults';

/** A secret without its value. */
type ShownSecret = Omit<EndpointSecretEntity, 'sealedSecret'>;

/** Most endpoints that one match is judged for. */
export const MAX_CANDIDATES = 1_000;

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
    return this.present(tenantId, rows);
  }

  async list(tenantId: string, query: ListEndpointsQuery): Promise<Page<Endpoint>> {
    const { before, limit } = readPageQuery('ep', query);
    const builder = this.endpoints(tenantId).take(limit + 1);
    if (before !== undefined) builder.andWhere('endpoint.id < :before', { before });
    for (const { sql, parameters } of await this.conditions(tenantId, query)) {
      builder.andWhere(sql, parameters);
    }
    return toPage(await this.present(tenantId, await builder.getMany()), limit);
  }

  /** The live secrets of an endpoint (stored uuid), newest first: by their prefix. */
  async secretsOf(tenantId: string, id: string): Promise<EndpointSecret[]> {
    const exists = { id, tenantId, deletedAt: IsNull() };
    if (!(await this.dataSource.manager.existsBy(EndpointEntity, exists))) {
      throw endpointNotFound(id);
    }
    return (await this.liveSecrets([id])).map((secret) => ({
      id: encodeId('sec', secret.id),
      prefix: secret.prefix,
      createdAt: secret.createdAt.toISOString(),
      expiresAt: secret.expiresAt?.toISOString() ?? null,
    }));
  }

  /**
   * What a match needs of a tenant's endpoints, newest first, at most {@link MAX_CANDIDATES}; those of
   * `ids` (stored uuids) also when they were deleted, before the others.
   */
  async candidates(tenantId: string, ids: readonly string[] = []): Promise<EndpointEntity[]> {
    const named =
      ids.length === 0
        ? []
        : await this.dataSource.manager.find(EndpointEntity, {
            where: { tenantId, id: In([...ids]) },
            order: { id: 'DESC' },
          });
    const others = await this.endpoints(tenantId)
      .andWhere('endpoint.id <> ALL (:ids::uuid[])', { ids: [...ids] })
      .take(Math.max(0, MAX_CANDIDATES - named.length))
      .getMany();
    return [...named, ...others];
  }

  /** The live public keys of an endpoint (stored uuid) of any tenant, newest first: they are no secret. */
  async publicKeys(id: string): Promise<string[]> {
    return publicKeysOf(await this.liveSecrets([id]));
  }

  /** Whether a tenant has or had an endpoint (stored uuid); its history outlives it. */
  async everExisted(tenantId: string, id: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(EndpointEntity, { id, tenantId });
  }

  private async conditions(
    tenantId: string,
    query: ListEndpointsQuery,
  ): Promise<EndpointCondition[]> {
    const conditions = searchConditions(query);
    if (query.health === undefined) return conditions;
    const fromHour = Math.floor(this.clock.now() / MS_PER_HOUR) - HEALTH_HOURS;
    const shares = await this.dataSource.query<AttemptSharesRow[]>(SELECT_ATTEMPT_SHARES.text, [
      tenantId,
      fromHour,
    ]);
    return [...conditions, healthCondition(query.health, shares)];
  }

  private endpoints(tenantId: string) {
    return this.dataSource
      .createQueryBuilder(EndpointEntity, 'endpoint')
      .where({ tenantId })
      .andWhere('endpoint.deletedAt IS NULL')
      .orderBy('endpoint.id', 'DESC');
  }

  private async present(tenantId: string, rows: EndpointEntity[]): Promise<Endpoint[]> {
    const secrets = await this.liveSecrets(rows.map(({ id }) => id));
    const defaults = await defaultsOf(this.config, tenantId);
    return rows.map((row) => {
      const own = secrets.filter(({ endpointId }) => endpointId === row.id);
      return this.toEndpoint(row, own, defaults);
    });
  }

  /** What is known of the live secrets without opening them, newest first. */
  private async liveSecrets(endpointIds: string[]): Promise<ShownSecret[]> {
    const secrets = await this.dataSource.manager.find(EndpointSecretEntity, {
      select: {
        id: true,
        endpointId: true,
        prefix: true,
        publicKey: true,
        createdAt: true,
        expiresAt: true,
      },
      where: { endpointId: In(endpointIds) },
      order: { id: 'DESC' },
    });
    return secrets.filter((secret) => isLive(secret, this.clock.now()));
  }

  private toEndpoint(
    row: EndpointEntity,
    secrets: ShownSecret[],
    defaults: EndpointDefaults,
  ): Endpoint {
    return {
      id: encodeId('ep', row.id),
      tenantId: row.tenantId,
      name: row.name,
      description: row.description,
      url: row.url,
      basicAuth: row.sealedCredentials !== null,
      events: row.events,
      filter: row.filter,
      headerNames: row.headerNames,
      retryPolicy: row.retryPolicy ?? defaults.retryPolicy,
      retryStatuses: row.retryStatuses,
      timeoutMs: row.timeoutMs ?? defaults.timeoutMs,
      ...laneFieldsOf(row),
      active: row.active,
      disabledReason: row.disabledReason,
      metadata: row.metadata,
      version: row.version,
      signatureScheme: row.signatureScheme,
      secretPrefixes: secrets.map(({ prefix }) => prefix),
      publicKeys: publicKeysOf(secrets),
      verification: row.verification,
      verifiedAt: row.verifiedAt?.toISOString() ?? null,
      allowedRate: row.allowedRate,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  }
}

function publicKeysOf(secrets: ShownSecret[]): string[] {
  return secrets.flatMap(({ publicKey }) => publicKey ?? []);
}
