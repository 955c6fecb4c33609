import type { Lane } from './lane';

/** A tenant may own this many times what is left free: alone almost everything, two of them half each. */
const TENANT_SHARE = 8;

/** What a tenant has in this process, over all of its lanes. */
export interface TenantLoad {
  readonly id: string;
  owned: number;
  inFlight: number;
}

/** For whom a place is reserved: an endpoint, its tenant, and the bytes of the event. */
export interface Reservation {
  endpointId: string;
  tenantId: string;
  bytes: number;
}

/** Limits of a process. */
export interface PlaceLimits {
  maxOwned: number;
  maxOwnedBytes: number;
  /** Most deliveries in flight. */
  concurrency: number;
}

/** Of the flights of a process, this part is kept for lanes that have none; half of it for tenants that have none. */
const RESERVED_SHARE = 1 / 20;

/**
 * The places of a process: for deliveries that it owns, by number and bytes, and for those in flight.
 * An endpoint may own as much as is left free to its tenant, so one slow endpoint gets half at most, two a
 * third each, and so on; a tenant may own {@link TENANT_SHARE} times what is left free to all. However many
 * are slow or greedy, the next one finds a place (the dynamic threshold of shared-memory switches, Choudhury
 * and Hahne 1998).
 */
export class Places {
  private readonly tenants = new Map<string, TenantLoad>();
  private ownedBytes = 0;
  owned = 0;
  inFlight = 0;

  constructor(private readonly limits: PlaceLimits) {}

  /** How many more deliveries the process may own. */
  room(): number {
    if (this.ownedBytes >= this.limits.maxOwnedBytes) return 0;
    return Math.max(0, this.limits.maxOwned - this.owned);
  }

  /** What a tenant has. The same object for as long as it has anything. */
  tenant(id: string): TenantLoad {
    let tenant = this.tenants.get(id);
    if (tenant === undefined) {
      tenant = { id, owned: 0, inFlight: 0 };
      this.tenants.set(id, tenant);
    }
    return tenant;
  }

  /** How many deliveries a tenant owns. */
  ownedBy(tenantId: string): number {
    return this.tenants.get(tenantId)?.owned ?? 0;
  }

  /** Tenants that have all the places they may have now. */
  fullTenants(): string[] {
    return [...this.tenants.values()]
      .filter((load) => !this.admitsTenant(load))
      .map(({ id }) => id);
  }

  /** Whether a lane may own one more. */
  admits({ owned, tenant }: { owned: number; tenant: Pick<TenantLoad, 'owned'> }): boolean {
    return owned < share(this.room(), tenant.owned);
  }

  take(lane: Lane, bytes: number): void {
    lane.owned += 1;
    lane.tenant.owned += 1;
    this.owned += 1;
    this.ownedBytes += bytes;
  }

  free(lane: Lane, bytes: number): void {
    lane.owned -= 1;
    lane.tenant.owned -= 1;
    this.owned -= 1;
    this.ownedBytes -= bytes;
    if (lane.tenant.owned === 0) this.tenants.delete(lane.tenant.id);
  }

  /** Whether a lane may have one more in flight, of `limit` at most. */
  maySend({ inFlight, tenant }: Lane, limit: number): boolean {
    if (inFlight >= limit) return false;
    return inFlight === 0 ? !this.isBusy(tenant.id) : this.freeFlights() > this.reserved();
  }

  /** Whether anybody may have one more in flight. */
  hasFreeFlight(): boolean {
    return this.freeFlights() > 0;
  }

  /** Whether a tenant may have nothing more in flight, not even to an endpoint that has nothing. */
  isBusy(tenantId: string): boolean {
    const has = this.tenants.get(tenantId)?.inFlight ?? 0;
    return this.freeFlights() <= (has === 0 ? 0 : this.reserved() >> 1);
  }

  began(lane: Lane): void {
    lane.inFlight += 1;
    lane.tenant.inFlight += 1;
    this.inFlight += 1;
  }

  ended(lane: Lane): void {
    lane.inFlight -= 1;
    lane.tenant.inFlight -= 1;
    this.inFlight -= 1;
  }

  private freeFlights(): number {
    return this.limits.concurrency - this.inFlight;
  }

  private reserved(): number {
    return Math.floor(this.limits.concurrency * RESERVED_SHARE);
  }

  private admitsTenant({ owned }: TenantLoad): boolean {
    return share(this.room(), owned) > 0;
  }
}

/** How much one lane of a tenant may own, when so much is free and its tenant has so much. */
function share(free: number, tenantHas: number): number {
  return Math.min(free, TENANT_SHARE * free - tenantHas);
}
