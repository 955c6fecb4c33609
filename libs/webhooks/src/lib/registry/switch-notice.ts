import type { DisabledReason } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { EndpointEntity } from '../storage/entities';
import type { Notice } from './notices';

/** Whom a notice is about. */
type Subject = Pick<EndpointEntity, 'id' | 'tenantId'>;

/** The notice of an endpoint that was switched off; `at` is a clock time in ms. */
export function disabledNotice(
  { id, tenantId }: Subject,
  reason: DisabledReason,
  at: number,
): Notice {
  return {
    type: 'hookline.endpoint.disabled',
    tenantId,
    endpointId: id,
    data: { endpointId: encodeId('ep', id), reason, disabledAt: new Date(at).toISOString() },
  };
}

/** The notice of a change by hand: switched on, or off; none when it is neither. */
export function switchNotices(
  endpoint: Subject,
  { active }: Partial<Pick<EndpointEntity, 'active'>>,
  at: number,
): Notice[] {
  if (active === undefined) return [];
  if (!active) return [disabledNotice(endpoint, 'manual', at)];
  const { id, tenantId } = endpoint;
  const data = { endpointId: encodeId('ep', id), enabledAt: new Date(at).toISOString() };
  return [{ type: 'hookline.endpoint.enabled', tenantId, endpointId: id, data }];
}

/** The notice of a new secret: those before it sign beside it for `overlapMs` more. */
export function rotatedNotice(
  { id, tenantId }: Subject,
  prefix: string,
  { at, overlapMs }: { at: number; overlapMs: number },
): Notice {
  const data = {
    endpointId: encodeId('ep', id),
    secretPrefix: prefix,
    previousExpireAt: new Date(at + overlapMs).toISOString(),
  };
  return { type: 'hookline.endpoint.secret_rotated', tenantId, endpointId: id, data };
}
