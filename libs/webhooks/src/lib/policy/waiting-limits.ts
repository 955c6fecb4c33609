/** How much waits to be stored, or comes in addition. */
export interface WaitingLoad {
  events: number;
  deliveries: number;
  bytes: number;
}

export const NOTHING_WAITS: Readonly<WaitingLoad> = { events: 0, deliveries: 0, bytes: 0 };

/** A tenant may have this many times what it leaves free to all. */
const TENANT_SHARE = 9;

/** What is there, what a tenant has of it, and what comes in addition. */
export interface WaitingState {
  all: Readonly<WaitingLoad>;
  own: Readonly<WaitingLoad>;
  coming: Readonly<WaitingLoad>;
}

/**
 * Whether something more may wait. Events and bytes have to fit. A tenant that has nothing there may have what fits;
 * beyond that it may have most of each, but never all. Deliveries are counted when they wait, not when they come: an event
 * with many endpoints is no reason to refuse it for good.
 */
export function mayWait(limits: WaitingLoad, { all, own, coming }: WaitingState): boolean {
  const free = (of: 'events' | 'bytes'): number => limits[of] - all[of] - coming[of];
  if (free('events') < 0 || free('bytes') < 0) return false;
  if (own.events === 0) return true;
  return (
    own.events + coming.events <= TENANT_SHARE * free('events') &&
    own.bytes + coming.bytes <= TENANT_SHARE * free('bytes') &&
    own.deliveries <= TENANT_SHARE * (limits.deliveries - all.deliveries)
  );
}

/** Adds to a sum, which is changed: it is kept for every event that is published. */
export function addTo(sum: WaitingLoad, load: Readonly<WaitingLoad>): void {
  sum.events += load.events;
  sum.deliveries += load.deliveries;
  sum.bytes += load.bytes;
}

/** Undoes {@link addTo}. */
export function takeFrom(sum: WaitingLoad, load: Readonly<WaitingLoad>): void {
  sum.events -= load.events;
  sum.deliveries -= load.deliveries;
  sum.bytes -= load.bytes;
}
