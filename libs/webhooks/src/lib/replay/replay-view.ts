import type { Replay } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { ReplayEntity } from '../storage/entities';

/** A stored replay as the API shows it. */
export function toReplay(row: ReplayEntity): Replay {
  return {
    id: encodeId('rpl', row.id),
    tenantId: row.tenantId,
    status: row.status,
    endpointId: row.endpointId === null ? null : encodeId('ep', row.endpointId),
    eventTypes: row.eventTypes,
    statuses: row.statuses,
    missing: row.missing,
    from: row.from?.toISOString() ?? null,
    to: row.to?.toISOString() ?? null,
    ratePerSecond: row.ratePerSecond,
    total: row.total,
    replayed: row.replayed,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
