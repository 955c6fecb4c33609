import { AGED_TURN, type Lane, PRIORITIES } from './lane';

/** The lanes of one tenant that have something to start, by the priority of what they would start next. */
class TenantTurns {
  private readonly ready: (Set<Lane> | undefined)[] = [];
  private count = 0;
  private turns = 0;

  get isEmpty(): boolean {
    return this.count === 0;
  }

  add(lane: Lane, priority: number): void {
    (this.ready[priority] ??= new Set()).add(lane);
    this.count += 1;
  }

  remove(lane: Lane, priority: number): void {
    if (this.ready[priority]?.delete(lane) === true) this.count -= 1;
  }

  /** The lane whose turn it is. */
  next(): Lane | undefined {
    this.turns += 1;
    return this.turns % AGED_TURN === 0 ? this.longestWaiting() : this.highest();
  }

  private highest(): Lane | undefined {
    for (let priority = PRIORITIES - 1; priority >= 0; priority -= 1) {
      const lane = first(this.ready[priority]);
      if (lane !== undefined) return lane;
    }
    return undefined;
  }

  private longestWaiting(): Lane | undefined {
    let longest: Lane | undefined;
    for (const lanes of this.ready) {
      const lane = first(lanes);
      if (lane !== undefined && (longest === undefined || lane.readySince < longest.readySince)) {
        longest = lane;
      }
    }
    return longest;
  }
}

function first(lanes: Set<Lane> | undefined): Lane | undefined {
  if (lanes === undefined || lanes.size === 0) return undefined;
  const [lane] = lanes;
  return lane;
}

/**
 * Whose turn it is: tenants take turns, then the lanes of a tenant, those with higher priorities first.
 * So a tenant is served as often as any other, however many endpoints and deliveries the others have.
 */
export class Turns {
  /** Tenants with something to start, in turn. */
  private readonly tenants = new Map<string, TenantTurns>();
  private clock = 0;

  /** A lane has something to start, or something of another priority than before. */
  add(lane: Lane): void {
    const priority = lane.nextPriority();
    if (lane.readyPriority === priority) return;
    this.remove(lane);
    let tenant = this.tenants.get(lane.tenant.id);
    if (tenant === undefined) {
      tenant = new TenantTurns();
      this.tenants.set(lane.tenant.id, tenant);
    }
    tenant.add(lane, priority);
    lane.readyPriority = priority;
    this.clock += 1;
    lane.readySince = this.clock;
  }

  remove(lane: Lane): void {
    if (lane.readyPriority === undefined) return;
    const tenant = this.tenants.get(lane.tenant.id);
    tenant?.remove(lane, lane.readyPriority);
    if (tenant?.isEmpty === true) this.tenants.delete(lane.tenant.id);
    lane.readyPriority = undefined;
  }

  /**
   * Takes out the lane whose turn it is, and lets its tenant wait for the others.
   * @param passes tenants that may start nothing now are passed over
   */
  take(passes: (tenantId: string) => boolean): Lane | undefined {
    for (const [tenantId, tenant] of this.tenants) {
      if (passes(tenantId)) continue;
      const lane = tenant.next();
      if (lane === undefined) continue;
      this.remove(lane);
      if (this.tenants.size > 1 && this.tenants.delete(tenantId))
        this.tenants.set(tenantId, tenant);
      return lane;
    }
    return undefined;
  }
}
