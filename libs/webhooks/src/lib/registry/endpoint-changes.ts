import type { VerificationState } from '@hookline/contracts';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { EndpointEntity } from '../storage/entities';
import { isSameJson } from './same-json';

/** What changes of an endpoint's row. */
export type EndpointChanges = Partial<
  Omit<EndpointEntity, 'id' | 'tenantId' | 'key' | 'createdAt'>
>;

/** What changes with the URL of an endpoint: another one has to be verified anew. */
export function urlChanges(
  endpoint: EndpointEntity,
  url: string | undefined,
  verification: VerificationState,
): EndpointChanges {
  if (url === undefined || url === endpoint.url) return {};
  return { verification, verifiedAt: null, allowedRate: null };
}

/** Those of the wanted values that the endpoint does not have. */
export function differing(endpoint: EndpointEntity, wanted: EndpointChanges): EndpointChanges {
  const current: EndpointChanges = endpoint;
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => !isSameJson(current[name as keyof EndpointChanges], value),
    ),
  );
}

/** TypeORM's type would let a value be a function that makes SQL; the checked fields hold none. */
export function asRow(columns: EndpointChanges): QueryDeepPartialEntity<EndpointEntity> {
  return columns as QueryDeepPartialEntity<EndpointEntity>;
}
