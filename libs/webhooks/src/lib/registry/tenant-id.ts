import { TenantMissingError } from '../common/errors/tenant-missing.error';
import { isStorableText } from './storable';

const MAX_TENANT_LENGTH = 255;

/**
 * The tenant's id, if it is one: 1–255 characters.
 * @throws TenantMissingError when it is not
 */
export function requireTenant(tenantId: unknown): string {
  if (
    typeof tenantId === 'string' &&
    tenantId !== '' &&
    tenantId.length <= MAX_TENANT_LENGTH &&
    isStorableText(tenantId)
  ) {
    return tenantId;
  }
  throw new TenantMissingError(
    `The caller belongs to no tenant: the tenant's id must be a text of 1–${MAX_TENANT_LENGTH} characters. ` +
      'Sign in, or correct the option `tenant`.',
  );
}
