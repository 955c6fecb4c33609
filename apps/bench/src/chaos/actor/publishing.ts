import type { WebhookPublisher } from '@hookline/webhooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { type EventKind, ORDERING_KEYS } from '../protocol';

/** How often it is looked whether more is to be published. */
const TICK_MS = 10;
/**
 * More than this does not wait for Postgres at once: what waits to commit behind the others at the ordered
 * endpoint counts as not recovered, also when only the disk is slow.
 */
const MAX_UNDER_WAY = 5;
const AGAIN_MS = 50;
/** Longest that a publish with a key, or an acknowledgement, is repeated. */
const GIVE_UP_MS = 60_000;

const INSERT_ORDER = 'INSERT INTO chaos_order (number, round, kind) VALUES ($1, $2, $3)';

/** What a transaction throws that is rolled back on purpose. */
class ChangedItsMind extends Error {}

/**
 * A host's domain: numbered orders, each with its event. The domain's table is the truth about what
 * was committed. Of 20 events, 11 are committed with their row, 2 rolled back, 1 has an inner savepoint
 * that is rolled back, 4 go through the group commit and 2 have an idempotency key.
 */
export class Publishing {
  private readonly underWay = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private next: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly webhooks: WebhookPublisher,
    firstNumber: number,
  ) {
    this.next = firstNumber;
  }

  start(round: string, eventsPerSecond: number): void {
    clearInterval(this.timer);
    let startedAt = performance.now();
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAt) * eventsPerSecond) / 1_000);
      startedAt += (due * 1_000) / eventsPerSecond;
      for (let count = 0; count < due; count += 1) this.begin(round);
    }, TICK_MS);
  }

  /** Resolves when everything that was begun has ended. */
  async pause(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
  }

  private begin(round: string): void {
    if (this.underWay.size >= MAX_UNDER_WAY) return;
    const number = this.next++;
    const work: Promise<void> = this.publish(number, round)
      // What an error left behind is what the domain's table says.
      .catch(() => undefined)
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async publish(number: number, round: string): Promise<void> {
    const turn = number % 20;
    if (turn < 11)
      return this.dataSource.transaction((manager) => this.order(manager, number, round));
    if (turn < 13) {
      return this.dataSource.transaction(async (manager) => {
        await this.order(manager, number, round);
        throw new ChangedItsMind();
      });
    }
    if (turn < 14) return this.withInner(number, round);
    if (turn < 18) return this.inGroup(number, round);
    return this.withKey(number, round);
  }

  private async order(manager: EntityManager, number: number, round: string): Promise<void> {
    await manager.query(INSERT_ORDER, [number, round, 'transaction']);
    const orderingKey = keyOf(number);
    await this.webhooks.publish(event(number, 'transaction'), {
      tenantId: round,
      manager,
      orderingKey,
    });
  }

  /** The outer transaction commits; the inner savepoint, with the negative number, does not. */
  private async withInner(number: number, round: string): Promise<void> {
    await this.dataSource.transaction(async (outer) => {
      await this.order(outer, number, round);
      const inner = outer.transaction(async (manager) => {
        await this.order(manager, -number, round);
        throw new ChangedItsMind();
      });
      await inner.catch((error: unknown) => {
        if (!(error instanceof ChangedItsMind)) throw error;
      });
    });
  }

  private async inGroup(number: number, round: string): Promise<void> {
    const options = { tenantId: round, orderingKey: keyOf(number) };
    await this.webhooks.publish(event(number, 'group'), options);
    await this.acknowledge(number, round, 'group');
  }

  /** Published until it succeeds, and once more: under its key it is one event. */
  private async withKey(number: number, round: string): Promise<void> {
    const idempotencyKey = `order ${number}`;
    const options = { tenantId: round, idempotencyKey, orderingKey: keyOf(number) };
    const publish = (): Promise<unknown> => this.webhooks.publish(event(number, 'keyed'), options);
    await repeat(publish);
    await this.acknowledge(number, round, 'keyed');
    await publish();
  }

  private async acknowledge(number: number, round: string, kind: EventKind): Promise<void> {
    const text = `${INSERT_ORDER} ON CONFLICT DO NOTHING`;
    await repeat(() => this.dataSource.query(text, [number, round, kind]));
  }
}

function keyOf(number: number): string {
  return String(Math.abs(number) % ORDERING_KEYS);
}

function event(number: number, kind: EventKind): object {
  return { type: 'order.numbered', data: { number, kind } };
}

async function repeat(work: () => Promise<unknown>): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await delay(AGAIN_MS);
    }
  }
}
