import type { EndpointRateLimit } from '@hookline/contracts';
import { ManualClock } from '../../testing/manual-clock';
import type { DueDelivery } from '../storage/due-delivery';
import { resolveConfig } from '../resolve-config';
import type { DeliveryRunner } from './delivery-runner';
import { DrainedLanes } from './drained-lanes';
import { LaneGate } from './lane-gate';
import { LaneHealth } from './lane-health';
import { LaneScheduler } from './lane-scheduler';
import type { OutcomeSink } from './outcome-sink';
import type { Ownership } from './ownership';

/** Holds each delivery in flight until the test ends it. */
class HeldRunner {
  readonly running: { delivery: DueDelivery; sent: () => void; recorded: () => void }[] = [];

  run(delivery: DueDelivery, sent: () => void): Promise<void> {
    return new Promise((recorded) => this.running.push({ delivery, sent, recorded }));
  }

  ids(): string[] {
    return this.running.map(({ delivery }) => delivery.id);
  }

  async finish(id: string): Promise<void> {
    const index = this.running.findIndex(({ delivery }) => delivery.id === id);
    const [run] = this.running.splice(index, 1);
    run?.recorded();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

interface Gate {
  accepting: boolean;
  owner: string | null;
  settled: string[];
  open(): void;
  renew(): void;
  lose(owner: string): void;
}

function schedulerWith(delivery: {
  concurrency?: number;
  concurrencyPerEndpoint?: number;
  maxOwned?: number;
  tenantRateLimit?: EndpointRateLimit;
}) {
  const runner = new HeldRunner();
  const listeners: (() => void)[] = [];
  const renewed: (() => void)[] = [];
  const lost: ((owner: string) => void)[] = [];
  const gate: Gate = {
    accepting: true,
    owner: '1',
    settled: [],
    open: () => listeners.forEach((listener) => listener()),
    renew: () => renewed.forEach((listener) => listener()),
    lose: (owner) => lost.forEach((listener) => listener(owner)),
  };
  const sink: OutcomeSink = {
    record: () => Promise.resolve(),
    settle: ({ kind, delivery: { id } }) => {
      gate.settled.push(`${kind} ${id}`);
      return Promise.resolve();
    },
    accepting: () => gate.accepting,
    onAccepting: (listener) => void listeners.push(listener),
  };
  const ownership: Ownership = {
    current: () => gate.owner,
    silentForMs: () => 0,
    onRenewed: (listener) => void renewed.push(listener),
    onLost: (listener) => void lost.push(listener),
  };
  const config = resolveConfig({ delivery }, { http: false, env: {} });
  const clock = new ManualClock();
  const health = new LaneHealth(config, clock);
  const scheduler = new LaneScheduler(
    config,
    runner as unknown as DeliveryRunner,
    sink,
    ownership,
    new LaneGate(config, clock, health, new DrainedLanes()),
  );
  return { scheduler, runner, gate, health, clock };
}

function delivery(id: string, endpointId: string, priority = 5, owner = '1'): DueDelivery {
  return {
    id,
    endpointId,
    priority,
    owner,
    eventId: 'event',
    tenantId: 'tenant',
    eventType: 'project.created',
    trigger: 'publish',
    createdAt: 0,
    expiresAt: null,
    attempts: 0,
    body: Buffer.from('{}'),
    drained: false,
  };
}

const placeFor = (endpointId: string) => ({ endpointId, tenantId: 'tenant', bytes: 0 });

const many = (count: number, endpointId: string): DueDelivery[] =>
  Array.from({ length: count }, (_, index) => delivery(`${endpointId}${index}`, endpointId));

describe('LaneScheduler', () => {
  it('keeps no more in flight to one endpoint than its concurrency', async () => {
    const { scheduler, runner } = schedulerWith({ concurrencyPerEndpoint: 2 });
    scheduler.accept(many(5, 'a'), { reserved: false });
    expect(runner.ids()).toEqual(['a0', 'a1']);
    await runner.finish('a0');
    expect(runner.ids()).toEqual(['a1', 'a2']);
  });

  it('frees the slot when the exchange has ended, before it is recorded', () => {
    const { scheduler, runner } = schedulerWith({ concurrencyPerEndpoint: 1 });
    scheduler.accept(many(2, 'a'), { reserved: false });
    runner.running[0]?.sent();
    expect(runner.ids()).toEqual(['a0', 'a1']);
    expect(scheduler.load()).toEqual({ owned: 2, inFlight: 1, waiting: 0 });
  });

  it('starts a few in one turn of the event loop, and goes on in the next', async () => {
    const { scheduler, runner } = schedulerWith({ concurrencyPerEndpoint: 100 });
    scheduler.accept(many(40, 'a'), { reserved: false });
    const turns: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      turns.push(runner.running.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(turns).toEqual([16, 32, 40, 40]);
  });

  it('lets a turn that has started enough begin nothing for an answer that comes', async () => {
    const { scheduler, runner } = schedulerWith({ concurrencyPerEndpoint: 16 });
    scheduler.accept(many(20, 'a'), { reserved: false });
    runner.running[0]?.sent();
    expect(runner.ids()).toHaveLength(16);
    await new Promise((resolve) => setImmediate(resolve));
    expect(runner.ids()).toHaveLength(17);
  });

  it('knows when the newest of what it took was created', () => {
    const { scheduler } = schedulerWith({});
    const [old, recent] = [3, 7].map((createdAt) => ({
      ...delivery(`d${createdAt}`, 'a'),
      createdAt,
    }));
    scheduler.accept([recent, old] as DueDelivery[], { reserved: false });
    expect(scheduler.newestCreatedAt).toBe(7);
  });

  it('lets lanes take turns for the slots of the process', async () => {
    const { scheduler, runner } = schedulerWith({ concurrency: 2 });
    scheduler.accept([...many(3, 'a'), ...many(3, 'b')], { reserved: false });
    expect(runner.ids()).toEqual(['a0', 'b0']);
    await runner.finish('a0');
    expect(runner.ids()).toEqual(['b0', 'a1']);
    await runner.finish('a1');
    expect(runner.ids()).toEqual(['b0', 'b1']);
  });

  it('sends higher priorities of an endpoint first', async () => {
    const { scheduler, runner } = schedulerWith({ concurrencyPerEndpoint: 1 });
    scheduler.accept(
      [
        delivery('older', 'a'),
        delivery('low', 'a', 0),
        delivery('newer', 'a'),
        delivery('high', 'a', 9),
      ],
      { reserved: false },
    );
    const order: string[] = [];
    while (runner.running.length > 0) {
      const id = runner.ids()[0] as string;
      order.push(id);
      await runner.finish(id);
    }
    expect(order).toEqual(['high', 'older', 'newer', 'low']);
  });

  it('leaves room for the next endpoint, however many slow ones there are', () => {
    const { scheduler } = schedulerWith({ maxOwned: 100, concurrencyPerEndpoint: 1 });
    const taken = ['slow1', 'slow2', 'slow3'].map((endpoint) => {
      let count = 0;
      while (scheduler.reserve(placeFor(endpoint))) count += 1;
      return count;
    });
    expect(taken).toEqual([50, 25, 13]);
    expect(scheduler.fullEndpoints()).toEqual(['slow1', 'slow2', 'slow3']);
    expect(scheduler.reserve(placeFor('healthy'))).toBe(true);
  });

  it('starts nothing while outcomes can not be recorded or ownership is unsure, and goes on after', () => {
    const { scheduler, runner, gate } = schedulerWith({});
    gate.accepting = false;
    scheduler.accept(many(1, 'a'), { reserved: false });
    gate.accepting = true;
    gate.owner = null;
    gate.open();
    expect(runner.ids()).toEqual([]);
    gate.owner = '1';
    gate.open();
    expect(runner.ids()).toEqual(['a0']);
  });

  it('gives back what waits while everything is paused, and takes new things after', () => {
    const { scheduler, runner, gate } = schedulerWith({ concurrencyPerEndpoint: 1 });
    scheduler.accept(many(2, 'a'), { reserved: false });
    gate.owner = null;
    gate.renew();
    expect(gate.settled).toEqual(['release a1']);
    gate.owner = '1';
    gate.renew();
    scheduler.accept(many(1, 'b'), { reserved: false });
    expect(runner.ids()).toEqual(['a0', 'b0']);
  });

  it('holds what waits for an endpoint that does not answer, and what comes, but no test send', () => {
    const { scheduler, runner, gate, health } = schedulerWith({ concurrencyPerEndpoint: 1 });
    scheduler.accept(many(2, 'a'), { reserved: false });
    const block = { phase: 'open', reason: 'failures', openings: 1, at: 1 } as const;
    health.adopt(new Map([['a', block]]), () => false);
    scheduler.hold('a');
    expect(gate.settled).toEqual(['hold a1']);
    runner.running[0]?.sent();
    scheduler.accept([{ ...delivery('new', 'a') }], { reserved: false });
    expect(gate.settled).toEqual(['hold a1', 'hold new']);
    scheduler.accept([{ ...delivery('test', 'a'), trigger: 'test' }], { reserved: false });
    expect(runner.ids()).toEqual(['a0', 'test']);
  });

  it('keeps to the ceiling of a tenant', () => {
    const { scheduler, runner, clock } = schedulerWith({
      tenantRateLimit: { perSecond: 1, burst: 2 },
    });
    const others = many(1, 'b').map((one) => ({ ...one, tenantId: 'other' }));
    scheduler.accept([...many(4, 'a'), ...others], { reserved: false });
    expect(runner.ids()).toEqual(['a0', 'b0', 'a1']);
    clock.advance(1_000);
    scheduler.accept([], { reserved: false });
    expect(runner.ids()).toEqual(['a0', 'b0', 'a1', 'a2']);
  });

  it('forgets what waited under a lost owner', () => {
    const { scheduler, runner, gate } = schedulerWith({});
    gate.accepting = false;
    scheduler.accept([delivery('old', 'a'), delivery('new', 'a', 5, '2')], { reserved: false });
    gate.lose('1');
    gate.accepting = true;
    gate.owner = '2';
    gate.open();
    expect(runner.ids()).toEqual(['new']);
  });

  it('drains: gives back what waits, and ends when what was in flight is recorded', async () => {
    const { scheduler, runner, gate } = schedulerWith({ concurrencyPerEndpoint: 1 });
    scheduler.accept(many(3, 'a'), { reserved: false });
    const drained = scheduler.drain();
    expect(gate.settled).toEqual(['release a1', 'release a2']);
    expect(scheduler.room()).toBe(0);
    await runner.finish('a0');
    await expect(drained).resolves.toBeUndefined();
    expect(scheduler.load()).toEqual({ owned: 0, inFlight: 0, waiting: 0 });
    expect(scheduler.holds('a0')).toBe(false);
  });

  it('gives back at once what was reserved before the drain and comes after', async () => {
    const { scheduler, gate } = schedulerWith({});
    scheduler.reserve({ ...placeFor('a'), bytes: 2 });
    const drained = scheduler.drain();
    scheduler.accept(many(1, 'a'), { reserved: true });
    await expect(drained).resolves.toBeUndefined();
    expect(gate.settled).toEqual(['release a0']);
  });

  it('lets go of a delivery that belongs to another life of the process', () => {
    const { scheduler, runner } = schedulerWith({});
    scheduler.accept([delivery('theirs', 'a', 5, '2'), delivery('mine', 'a')], { reserved: false });
    expect(runner.ids()).toEqual(['mine']);
    expect(scheduler.load().owned).toBe(1);
  });

  it('tells when there is room again', async () => {
    const { scheduler, runner } = schedulerWith({ maxOwned: 10 });
    scheduler.accept([...many(5, 'a'), ...many(5, 'b')], { reserved: false });
    expect(scheduler.room()).toBe(0);
    const room = scheduler.whenRoom();
    await runner.finish('a0');
    await expect(room).resolves.toBeUndefined();
  });
});
