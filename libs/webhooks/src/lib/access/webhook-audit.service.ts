import type { AuditEntry, Page } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { encodeId } from '../common/ids';
import { readPageQuery, toPage, type PageQuery } from '../registry/page-query';
import { requireTenant } from '../registry/tenant-id';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { AuditEntity } from '../storage/entities';

/** Which entries of the audit trail to list. */
export interface ListAuditQuery extends PageQuery {
  /** Public id of what was changed. @default all */
  resourceId?: string;
  /** Id of the user or API key who changed it. @default all */
  actorId?: string;
  /** Such as `endpoint.deleted`. @default all */
  action?: string;
}

/** The audit trail: who changed what. Entries are written by the services that change things. */
@Injectable()
export class WebhookAuditService {
  constructor(@Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /**
   * A tenant's entries, newest first.
   * @throws ValidationFailedError for a limit outside 1–100, IdInvalidError for a malformed cursor
   * @example
   * const { items } = await audit.list('acme', { resourceId: endpoint.id });
   */
  async list(tenantId: string, query: ListAuditQuery = {}): Promise<Page<AuditEntry>> {
    const { before, limit } = readPageQuery('aud', query);
    const { resourceId, actorId, action } = query;
    const builder = this.dataSource
      .createQueryBuilder(AuditEntity, 'audit')
      .where({
        tenantId: requireTenant(tenantId),
        ...(resourceId !== undefined && { resourceId }),
        ...(actorId !== undefined && { actorId }),
        ...(action !== undefined && { action }),
      })
      .orderBy('audit.id', 'DESC')
      .take(limit + 1);
    if (before !== undefined) builder.andWhere('audit.id < :before', { before });
    return toPage((await builder.getMany()).map(toEntry), limit);
  }
}

function toEntry(row: AuditEntity): AuditEntry {
  return {
    id: encodeId('aud', row.id),
    tenantId: row.tenantId,
    actor: { type: row.actorType, id: row.actorId },
    action: row.action,
    resourceId: row.resourceId,
    before: row.before,
    after: row.after,
    createdAt: row.createdAt.toISOString(),
  };
}
