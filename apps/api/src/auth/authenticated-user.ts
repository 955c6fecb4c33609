import type { Request } from 'express';

/** Who sent a request, by their token. */
export interface AuthenticatedUser {
  /** Claim `sub`. */
  id: string;
  /** Claim `tenant`: whose projects, sessions and endpoints they work with. */
  tenantId: string;
  /** Claim `scope`, split at spaces. */
  scopes: string[];
}

/** A request that may have passed the authentication guard. */
export type MaybeAuthenticated = Request & { user?: AuthenticatedUser };
