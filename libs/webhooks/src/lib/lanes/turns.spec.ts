import type { DueDelivery } from '../storage/due-delivery';
import { Lane } from './lane';
import { Places, type TenantLoad } from './places';
import { Turns } from './turns';

const tenants = new Map<string, TenantLoad>();

function lane(endpointId: string, tenantId = 't', priorities: number[] = [5]): Lane {
  const tenant = tenants.get(tenantId) ?? { id: tenantId, owned: 0, inFlight: 0 };
  tenants.set(tenantId, tenant);
  const made = new Lane(endpointId, tenant);
  priorities.forEach((priority, createdAt) => {
    made.add({ id: `${endpointId}${createdAt}`, priority, createdAt } as DueDelivery);
  });
  return made;
}

/** Serves so many turns, each one delivery; answers the endpoints. */
function serve(
  turns: Turns,
  count: number,
  passes: (tenantId: string) => boolean = () => false,
): string[] {
  return Array.from({ length: count }, () => {
    const next = turns.take(passes);
    next?.next();
    if (next !== undefined && next.waiting > 0) turns.add(next);
    return next?.endpointId ?? '-';
  });
}

describe('Turns', () => {
  it('go round among the lanes of a tenant', () => {
    const turns = new Turns();
    for (const name of ['a', 'b', 'c']) turns.add(lane(name, 't', [5, 5]));
    expect(serve(turns, 7)).toEqual(['a', 'b', 'c', 'a', 'b', 'c', '-']);
  });

  it('go round among tenants, however many endpoints one of them has', () => {
    const turns = new Turns();
    for (let i = 0; i < 50; i += 1) turns.add(lane(`greedy${i}`, 'greedy', [9, 9]));
    turns.add(lane('small', 'small', [0, 0, 0]));
    const served = serve(turns, 6);
    expect(served.filter((endpoint) => endpoint === 'small')).toHaveLength(3);
  });

  it('take what has a higher priority first, and now and then what waits for the longest', () => {
    const turns = new Turns();
    turns.add(lane('low', 't', [0]));
    turns.add(lane('high', 't', Array<number>(100).fill(9)));
    expect(serve(turns, 8)).toEqual([...Array<string>(7).fill('high'), 'low']);
  });

  it('follow a lane that gets something more important', () => {
    const turns = new Turns();
    const [first, second] = [lane('a'), lane('b')];
    turns.add(first);
    turns.add(second);
    second.add({ id: 'urgent', priority: 9, createdAt: 9 } as DueDelivery);
    turns.add(second);
    expect(serve(turns, 3)).toEqual(['b', 'a', 'b']);
  });

  it('pass over a tenant that may send nothing', () => {
    const turns = new Turns();
    turns.add(lane('a', 'busy'));
    turns.add(lane('b', 'other'));
    const passes = (tenantId: string): boolean => tenantId === 'busy';
    expect(serve(turns, 2, passes)).toEqual(['b', '-']);
    expect(serve(turns, 1)).toEqual(['a']);
  });
});

describe('A lane', () => {
  it('sends the oldest of all now and then', () => {
    const one = lane('a', 't', [0, ...Array<number>(20).fill(9)]);
    const order = Array.from({ length: 9 }, () => one.next()?.id);
    expect(order.indexOf('a0')).toBe(7);
  });
});

describe('Places', () => {
  const LIMITS = { maxOwned: 90, maxOwnedBytes: 1_000, concurrency: 90 };

  it('leave a ninth to the others when one tenant takes all it may', () => {
    const places = new Places(LIMITS);
    const lanes = Array.from({ length: 90 }, (_, i) => new Lane(`${i}`, places.tenant('greedy')));
    for (let again = true; again;) {
      again = false;
      for (const one of lanes) {
        if (!places.admits(one)) continue;
        places.take(one, 0);
        again = true;
      }
    }
    expect(places.owned).toBe(80);
    expect(places.fullTenants()).toEqual(['greedy']);
    expect(places.admits(new Lane('next', places.tenant('other')))).toBe(true);
  });

  it('are bounded by bytes, too', () => {
    const places = new Places(LIMITS);
    const one = new Lane('a', places.tenant('t'));
    places.take(one, 1_000);
    expect(places.room()).toBe(0);
    places.free(one, 1_000);
    expect(places.room()).toBe(90);
  });

  it('keep flights for lanes that have none, and some of these for tenants that have none', () => {
    const places = new Places({ ...LIMITS, concurrency: 100 });
    const lanes = Array.from({ length: 99 }, (_, i) => new Lane(`${i}`, places.tenant('greedy')));
    for (const one of lanes.slice(0, 10)) while (places.maySend(one, 10)) places.began(one);
    expect(places.inFlight).toBe(95);
    for (const one of lanes) while (places.maySend(one, 10)) places.began(one);
    expect(places.inFlight).toBe(98);
    expect(places.isBusy('greedy')).toBe(true);
    expect(places.isBusy('other')).toBe(false);
  });
});
