import type { ApiKey, ApiKeyId, ApiScope, CreatedApiKey, Page } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { decodeId, encodeId, newUuid } from '../common/ids';
import { readPageQuery, toPage, type PageQuery } from '../registry/page-query';
import { requireTenant } from '../registry/tenant-id';
import { DATABASE, HOOKLINE_DATA_SOURCE, type StatementRunner } from '../storage/database';
import { ApiKeyEntity } from '../storage/entities';
import { readApiKeyInput, type ApiKeyInput } from './api-key-input';
import {
  apiKeyPrefix,
  hashApiKey,
  isApiKeyValue,
  isWellFormed,
  newApiKeyValue,
} from './api-key-value';
import { AUTHENTICATE_API_KEY, type AuthenticatedKeyRow } from './sql/authenticate-api-key';

/** Whom an accepted API key stands for. */
export interface ApiKeyIdentity {
  id: ApiKeyId;
  tenantId: string;
  scopes: readonly ApiScope[];
}

/** What a token turned out to be. `foreign`: it does not look like an API key at all. */
export type ApiKeyCheck =
  | { result: 'accepted'; key: ApiKeyIdentity }
  | { result: 'unknown' }
  | { result: 'expired' }
  | { result: 'foreign' };

/**
 * Keys for programs that call the management API. A key belongs to one tenant and allows what its
 * scopes say. Only its hash is stored. Ids are public ids (`key_…`).
 */
@Injectable()
export class WebhookApiKeysService {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(DATABASE) private readonly database: StatementRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Creates a key. The answer is the only place where its value is shown.
   * @throws ValidationFailedError naming the fields at fault, TenantMissingError
   * @example
   * const { value } = await apiKeys.create('acme', { name: 'CI', scopes: ['events:publish'] });
   */
  async create(tenantId: string, input: ApiKeyInput): Promise<CreatedApiKey> {
    const tenant = requireTenant(tenantId);
    const now = this.clock.now();
    const value = newApiKeyValue();
    const row: ApiKeyEntity = {
      ...readApiKeyInput(input, now),
      id: newUuid(),
      tenantId: tenant,
      prefix: apiKeyPrefix(value),
      hash: hashApiKey(value),
      createdAt: new Date(now),
      lastUsedAt: null,
    };
    const key = toApiKey(row);
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(ApiKeyEntity, row);
      const change = { tenantId: tenant, action: 'api_key.created', resourceId: key.id, at: now };
      await recordAudit(manager, { ...change, after: auditView(key) });
    });
    return { ...key, value };
  }

  /**
   * A tenant's keys, newest first, expired ones too.
   * @throws ValidationFailedError for a limit outside 1–100, IdInvalidError for a malformed cursor
   */
  async list(tenantId: string, query: PageQuery = {}): Promise<Page<ApiKey>> {
    const { before, limit } = readPageQuery('key', query);
    const builder = this.dataSource
      .createQueryBuilder(ApiKeyEntity, 'key')
      .where({ tenantId: requireTenant(tenantId) })
      .orderBy('key.id', 'DESC')
      .take(limit + 1);
    if (before !== undefined) builder.andWhere('key.id < :before', { before });
    return toPage((await builder.getMany()).map(toApiKey), limit);
  }

  /**
   * Deletes a key. It is refused from the next request on, in every process.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async delete(tenantId: string, apiKeyId: string): Promise<void> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('key', apiKeyId);
    await this.dataSource.transaction(async (manager) => {
      const row = await manager.findOneBy(ApiKeyEntity, { id, tenantId: tenant });
      const { affected } = await manager.delete(ApiKeyEntity, { id, tenantId: tenant });
      if (row === null || affected !== 1) throw keyNotFound(id);
      const key = toApiKey(row);
      const change = { tenantId: tenant, action: 'api_key.deleted', resourceId: key.id };
      await recordAudit(manager, { ...change, before: auditView(key), at: this.clock.now() });
    });
  }

  /**
   * Whom a token stands for. Asks the database each time, so that a deleted key is refused at once.
   * @param token as it came behind `Bearer`
   */
  async authenticate(token: string): Promise<ApiKeyCheck> {
    if (!isApiKeyValue(token)) return { result: 'foreign' };
    if (!isWellFormed(token)) return { result: 'unknown' };
    const values = [hashApiKey(token), this.clock.now()];
    const [row] = await this.database.run<AuthenticatedKeyRow>(AUTHENTICATE_API_KEY, values);
    if (row === undefined) return { result: 'unknown' };
    if (row.expired) return { result: 'expired' };
    const { id, tenant_id: tenantId, scopes } = row;
    return { result: 'accepted', key: { id: encodeId('key', id), tenantId, scopes } };
  }
}

function toApiKey(row: ApiKeyEntity): ApiKey {
  return {
    id: encodeId('key', row.id),
    tenantId: row.tenantId,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

function auditView({ name, prefix, scopes, expiresAt }: ApiKey): object {
  return { name, prefix, scopes, expiresAt };
}

function keyNotFound(id: string): ResourceNotFoundError {
  return new ResourceNotFoundError(`There is no API key ${encodeId('key', id)}.`);
}
