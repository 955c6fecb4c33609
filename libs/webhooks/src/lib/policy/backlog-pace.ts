/** Most deliveries in one claim. */
export interface Portion {
  all: number;
  /** Of one endpoint, where they are claimed endpoint by endpoint. */
  ofEndpoint: number;
}

const PORTION: Portion = { all: 500, ofEndpoint: 100 };
/** While the backlog gives way: whoever comes meanwhile waits behind it. On the figures, see ADR 0026. */
const SMALL_PORTION: Portion = { all: 20, ofEndpoint: 10 };
/** What was created this long ago is not new any more, in ms. */
const NEW_MS = 1_000;
/** How many times as long as a claim took nothing is claimed after it. */
const REST = 5;
/** A claim that a stall made long is no reason to rest for long, in ms. */
const MAX_REST_MS = 100;
/** What was claimed counts half after so many more. */
const REMEMBERED = 1_000;

/**
 * How fast a process claims what is due. When most of it is one party's, and meanwhile something new comes, the
 * backlog gives way: its haste would be the others' delay. What everybody has waiting, as after an outage, is
 * claimed as fast as it can be sent. A party is a tenant; where there is one tenant only, an endpoint.
 */
export class BacklogPace {
  private readonly claimed = new Map<string, number>();
  private total = 0;

  /**
   * Notes whose deliveries were claimed: a party for each. When no more are due it is forgotten whose they
   * were: what falls due next may be anybody's.
   */
  note(parties: readonly string[], { more }: { more: boolean }): void {
    for (const party of parties) this.claimed.set(party, (this.claimed.get(party) ?? 0) + 1);
    this.total += parties.length;
    if (!more) this.forget();
    else if (this.total >= REMEMBERED) this.fade();
  }

  /** Whether the backlog gives way. `newestMsAgo` is how long ago the newest that came was created, in ms. */
  givesWay(newestMsAgo: number): boolean {
    return newestMsAgo < NEW_MS && Math.max(0, ...this.claimed.values()) > this.total / 2;
  }

  /** The next claim; the first one shows whose the backlog is. */
  portion(newestMsAgo: number): Portion {
    const unknown = newestMsAgo < NEW_MS && this.total === 0;
    return unknown || this.givesWay(newestMsAgo) ? SMALL_PORTION : PORTION;
  }

  /**
   * How long nothing is claimed after a claim of `claimMs`, both in ms: measured by what it took, so that a
   * busy machine is spared more than an idle one.
   */
  restMs(newestMsAgo: number, claimMs: number): number {
    return this.givesWay(newestMsAgo) ? Math.min(REST * claimMs, MAX_REST_MS) : 0;
  }

  private forget(): void {
    this.claimed.clear();
    this.total = 0;
  }

  private fade(): void {
    this.total = 0;
    for (const [party, count] of this.claimed) {
      const half = count >> 1;
      if (half === 0) this.claimed.delete(party);
      else this.claimed.set(party, half);
      this.total += half;
    }
  }
}
