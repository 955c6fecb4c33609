import type { UserChanges } from './events/user-updated.event';
import type { User } from './user.entity';

/** What may change of a user. */
export type UserFields = Pick<User, 'email' | 'name' | 'status'>;

/** What Clerk says of a user. */
export type ToldUser = Pick<User, 'id'> & UserFields;

/** A user after a change. */
export interface UserChange {
  user: User;
  changes: UserChanges;
}

/** A user who is no more. */
export interface DeletedUser {
  tenantId: string;
  id: string;
  at: Date;
}

/** What really changes: only fields that get another value than they have. */
export function changesOf(user: UserFields, wanted: Partial<UserFields>): UserChanges {
  const { email, name, status } = wanted;
  return {
    ...(email !== undefined && email !== user.email && { email }),
    ...(name !== undefined && name !== user.name && { name }),
    ...(status !== undefined && status !== user.status && { status }),
  };
}
