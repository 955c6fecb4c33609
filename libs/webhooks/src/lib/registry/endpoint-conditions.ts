import { IsNull, type EntityManager } from 'typeorm';
import { EndpointLimitError } from '../common/errors/endpoint-limit.error';
import { PreconditionFailedError } from '../common/errors/precondition-failed.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { encodeId } from '../common/ids';
import { EndpointEntity } from '../storage/entities';
import type { IfVersion } from './endpoint-input';

/** First half of the key of the advisory lock for a tenant's number of endpoints: the bytes of "hoel". */
const LIMIT_LOCK_KEY = 0x686f656c;

/**
 * Makes sure that a tenant may have one more endpoint. Whoever asks for the same tenant waits until the
 * transaction ends: two can't take the last place.
 * @throws EndpointLimitError
 */
export async function requireRoom(
  manager: EntityManager,
  tenantId: string,
  limit: number,
): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LIMIT_LOCK_KEY, tenantId]);
  const count = await manager.countBy(EndpointEntity, { tenantId, deletedAt: IsNull() });
  if (count < limit) return;
  throw new EndpointLimitError(
    `The tenant has ${count} endpoints, and may have ${limit}. Delete one, or raise \`maxEndpointsPerTenant\`.`,
  );
}

/**
 * Makes sure that an endpoint, which has to be locked, is at the version that a change was made for.
 * @throws PreconditionFailedError
 */
export function requireVersion(
  { id, version }: EndpointEntity,
  ifVersion: IfVersion | undefined,
): void {
  if (ifVersion === undefined || [ifVersion].flat().includes(version)) return;
  throw new PreconditionFailedError(
    `The endpoint ${encodeId('ep', id)} is at version ${version}, which is not the one that was asked for. ` +
      'Read it again, and decide anew.',
  );
}

/**
 * Both would be sent as `authorization`, and nobody could tell which.
 * @throws ValidationFailedError
 */
export function refuseTwoAuthorizations({
  headerNames,
  sealedCredentials,
}: Pick<EndpointEntity, 'headerNames' | 'sealedCredentials'>): void {
  if (sealedCredentials === null || !headerNames.includes('authorization')) return;
  const message = 'excludes a user name and password in the URL: both are sent as `authorization`';
  throw new ValidationFailedError([{ field: 'headers.authorization', message }]);
}
