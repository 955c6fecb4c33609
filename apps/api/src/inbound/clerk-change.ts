import type { ToldUser } from '../users/user-change';
import type { UserStatus } from '../users/user-status';
import type { ClerkMessage, ClerkUser } from './dto/clerk-message';
import { tenantIn } from './tenant-in';

/** What a message of Clerk says in terms of the host. */
export type ClerkChange = { tenantId: string | undefined } & (
  { what: 'created' | 'updated'; told: ToldUser } | { what: 'deleted'; told: Pick<ToldUser, 'id'> }
);

/** What a message says; `undefined` for the types that the host has no use for. */
export function clerkChange({ type, data }: ClerkMessage): ClerkChange | undefined {
  const tenantId = tenantIn(data.public_metadata);
  switch (type) {
    case 'user.created':
      return { what: 'created', told: toldUser(data), tenantId };
    case 'user.updated':
      return { what: 'updated', told: toldUser(data), tenantId };
    case 'user.deleted':
      return { what: 'deleted', told: { id: data.id }, tenantId };
    default:
      return undefined;
  }
}

function toldUser(user: ClerkUser): ToldUser {
  const { id, first_name: first, last_name: last } = user;
  const names = [first, last].filter((name) => typeof name === 'string' && name !== '');
  return { id, email: primaryEmail(user), name: names.join(' ') || null, status: statusOf(user) };
}

function statusOf({ banned, locked }: ClerkUser): UserStatus {
  if (banned === true) return 'banned';
  return locked === true ? 'locked' : 'active';
}

function primaryEmail({
  email_addresses: addresses,
  primary_email_address_id: primary,
}: ClerkUser): string | null {
  const found = addresses?.find(({ id }) => id === primary) ?? addresses?.[0];
  return found?.email_address ?? null;
}
