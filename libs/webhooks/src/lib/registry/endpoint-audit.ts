import type { EndpointEntity } from '../storage/entities';
import { laneFieldsOf } from './lane-fields';

/**
 * What the audit trail shows of an endpoint. A list of what may be shown, not of what may not: a column
 * that somebody adds stays out until it is known to hold no secret.
 */
export const AUDITED = [
  'name',
  'description',
  'url',
  'events',
  'filter',
  'headerNames',
  'retryPolicy',
  'retryStatuses',
  'timeoutMs',
  'concurrency',
  'active',
  'disabledReason',
  'signatureScheme',
  'verification',
  'allowedRate',
  'metadata',
] as const satisfies (keyof EndpointEntity)[];

/** Sealed columns: that they changed is told, what they hold is not. */
export const SEALED: Readonly<Record<string, string>> = {
  sealedHeaders: 'headers',
  sealedCredentials: 'credentials',
};

/** Settings that several columns hold: shown as one, whichever of them changed. */
export const COMPOSED = {
  rateLimit: ['ratePerSecond', 'rateBurst'],
  ordering: ['orderingBy', 'orderingOnExhausted'],
} as const satisfies Record<string, (keyof EndpointEntity)[]>;

type View = Record<string, unknown>;

/** An endpoint as the audit trail shows it. */
export function auditView(endpoint: EndpointEntity): View {
  const { rateLimit, ordering } = laneFieldsOf(endpoint);
  const shown = Object.fromEntries(AUDITED.map((name) => [name, endpoint[name]]));
  return { ...shown, rateLimit, ordering };
}

/** What `changes` changed of an endpoint, before and after. */
export function auditChange(
  before: EndpointEntity,
  changes: Partial<EndpointEntity>,
): { before: View; after: View } {
  const isChanged = (column: keyof EndpointEntity): boolean => changes[column] !== undefined;
  const composed = Object.entries(COMPOSED).filter(([, columns]) => columns.some(isChanged));
  const names = [...AUDITED.filter(isChanged), ...composed.map(([name]) => name)];
  const sealed = Object.entries(SEALED).filter(([column]) => column in changes);
  return {
    before: pick(auditView(before), names),
    after: {
      ...pick(auditView({ ...before, ...changes }), names),
      ...Object.fromEntries(sealed.map(([, name]) => [name, 'changed'])),
    },
  };
}

function pick(view: View, names: readonly string[]): View {
  return Object.fromEntries(names.map((name) => [name, view[name]]));
}
