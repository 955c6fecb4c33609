import { join } from 'node:path';
import { type Disturbance, type Evidence, attemptKey } from '../counting/count';
import { machineTime } from '../machine-time';
import {
  type Arrival,
  type ChaosEndpoint,
  type EventKind,
  LANE_LIMIT,
  type ReceiverOrder,
} from '../protocol';
import { Child } from './child';
import { type Actor, Crew } from './crew';
import type { PostgresServer, TruthDatabase } from './postgres-server';
import type { RedisServer } from './redis-server';

/** Each event goes to all of these: two that set nothing, one in order, one with a limit. */
const ENDPOINTS: readonly Omit<ChaosEndpoint, 'url'>[] = [
  { name: '0' },
  { name: '1' },
  { name: 'ordered', ordering: { by: 'key', onExhausted: 'continue' } },
  { name: 'limited', concurrency: LANE_LIMIT },
];

const LANE_OWNER_TIMEOUT_MS = 10_000;

/** What a stage is made of. */
export interface StageOptions {
  name: string;
  postgres: PostgresServer;
  /** The queue is on it; without it, on Postgres. */
  redis: RedisServer | undefined;
  eventsPerSecond: number;
  signal: AbortSignal;
}

/**
 * One database with its queue, the processes of the library and the receiver. Rounds follow each other
 * on it; each has a tenant of its own, so that each is counted by itself.
 */
export class Stage {
  /** What went wrong beside the counts: a process that ended by itself, say. */
  readonly problems: string[] = [];
  private disturbances: Disturbance[] = [];
  private round = '';
  private roundNumber = 0;

  private constructor(
    readonly options: StageOptions,
    readonly database: TruthDatabase,
    readonly receiver: Child<ReceiverOrder>,
    readonly crew: Crew,
  ) {}

  static async open(options: StageOptions): Promise<Stage> {
    const database = await options.postgres.createDatabase(options.name);
    const script = join(__dirname, '../receiver/receiver.main.js');
    const receiver = new Child<ReceiverOrder>('receiver', script, {});
    const crew: Crew = new Crew({
      databaseUrl: database.url,
      redisUrl: options.redis?.url,
      eventsPerSecond: options.eventsPerSecond,
      onLifeLost: (worker, until) => stage.disturbances.push({ worker, until }),
      onUnexpectedEnd: (label, how) => stage.problems.push(`${label} ended by itself (${how})`),
    });
    const stage = new Stage(options, database, receiver, crew);
    try {
      await receiver.ready;
      await crew.staff('publisher', 1);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get signal(): AbortSignal {
    return this.options.signal;
  }

  /** Begins a round: its own endpoints, and events from now on. */
  async begin(): Promise<void> {
    this.round = `round-${++this.roundNumber}`;
    this.disturbances = [];
    this.problems.length = 0;
    const port = await this.receiver.ready;
    const endpoints = ENDPOINTS.map((endpoint) => {
      return { ...endpoint, url: `http://127.0.0.1:${port}/${this.round}/${endpoint.name}` };
    });
    const publisher = await this.crew.pick('publisher');
    await publisher.ask({ type: 'prepare', round: this.round, endpoints });
    await this.crew.publish(this.round);
  }

  /** Ends publishing and waits until nothing is live; answers how many deliveries still are. */
  async quiet(timeoutMs: number): Promise<number> {
    await this.crew.pause();
    let live = -1;
    await this.database.until(
      async () => {
        live = await this.live();
        return live === 0 || undefined;
      },
      timeoutMs,
      this.signal,
    );
    return live;
  }

  /** Deliveries of the round that have not ended; only those that are at least as old as `createdUntil`, when given. */
  async live(createdUntil = Infinity): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM hookline.delivery
       WHERE tenant_id = $1 AND completed_at IS NULL AND created_at <= to_timestamp($2::float8 / 1000)`,
      [this.round, createdUntil],
    );
    return row?.count ?? 0;
  }

  /** For people: what the deliveries wait for that are at least as old as `createdUntil`. */
  async describeLive(createdUntil: number): Promise<string[]> {
    const rows = await this.database.rows<{ line: string }>(
      `SELECT format('%s deliveries still live: %s, %s attempts, owner %s (process %s, seen %s ms ago), hold %s',
         count(*), d.status, d.attempts, d.owner, split_part(w.name, ':', 2),
         round(extract(epoch FROM clock_timestamp() - w.seen_at) * 1000), d.hold) AS line
       FROM hookline.delivery d LEFT JOIN hookline.worker w ON w.id = d.owner
       WHERE d.tenant_id = $1 AND d.completed_at IS NULL AND d.created_at <= to_timestamp($2::float8 / 1000)
       GROUP BY d.status, d.attempts, d.owner, w.name, w.seen_at, d.hold LIMIT 5`,
      [this.round, createdUntil],
    );
    return rows.map(({ line }) => line);
  }

  /** How long after `since` the last of the deliveries ended that were live then, in ms. */
  async recovery(since: number): Promise<number> {
    const [row] = await this.database.rows<{ ended: number | null }>(
      `SELECT extract(epoch FROM max(completed_at))::float8 * 1000 AS ended FROM hookline.delivery
       WHERE tenant_id = $1 AND created_at <= to_timestamp($2::float8 / 1000)
         AND completed_at > to_timestamp($2::float8 / 1000)`,
      [this.round, since],
    );
    return Math.max(0, (row?.ended ?? since) - since);
  }

  /** A worker that drains a lane of the round's. */
  async laneOwner(): Promise<Actor> {
    const owner = await this.database.until(
      async () => {
        const rows = await this.database.rows<{ pid: number }>(
          `SELECT DISTINCT split_part(w.name, ':', 2)::int AS pid
           FROM hookline.lane l JOIN hookline.worker w ON w.id = l.owner JOIN hookline.endpoint e ON e.id = l.endpoint_id
           WHERE e.tenant_id = $1`,
          [this.round],
        );
        // Whoever was started since counts too.
        const workers = this.crew.of('worker');
        return workers.find(({ pid, alive }) => alive && rows.some((row) => row.pid === pid));
      },
      LANE_OWNER_TIMEOUT_MS,
      this.signal,
    );
    if (owner === undefined) throw new Error('No worker that is there drains a lane');
    return owner;
  }

  /** To be called when a process was ended by a fault: notes what it had started and not recorded. */
  async killed(actor: Actor): Promise<void> {
    const until = machineTime();
    if (!(await this.hasLife(actor))) {
      // Others had ended its life, and it was killed before it could tell.
      this.disturbances.push({ worker: actor.label, until });
      return;
    }
    const rows = await this.database.rows<{ delivery_id: string; number: number }>(
      `SELECT a.delivery_id, a.number FROM hookline.attempt a
       JOIN hookline.delivery d ON d.id = a.delivery_id WHERE d.tenant_id = $1`,
      [this.round],
    );
    const recorded = new Set(rows.map((row) => attemptKey(row.delivery_id, row.number)));
    this.disturbances.push({ worker: actor.label, until, recorded });
  }

  private async hasLife({ pid }: Actor): Promise<boolean> {
    const rows = await this.database.rows(
      `SELECT 1 FROM hookline.worker WHERE split_part(name, ':', 2) = $1`,
      [String(pid)],
    );
    return rows.length > 0;
  }

  /** All that is known of the round. */
  async evidence(): Promise<Evidence> {
    const committed = await this.database.rows<{ number: string; kind: EventKind }>(
      'SELECT number, kind FROM chaos_order WHERE round = $1',
      [this.round],
    );
    const dead = await this.database.rows<{ number: string; endpoint: string }>(
      `SELECT e.body::jsonb #>> '{data,number}' AS number, p.name AS endpoint
       FROM hookline.delivery d
       JOIN hookline.event e ON e.id = d.event_id JOIN hookline.endpoint p ON p.id = d.endpoint_id
       WHERE d.tenant_id = $1 AND d.status = 'dead_letter'`,
      [this.round],
    );
    const places = await this.database.rows<{ delivery: string; line: string; place: string }>(
      `SELECT id AS delivery, ordering_key AS line, sequence AS place FROM hookline.delivery
       WHERE tenant_id = $1 AND sequence IS NOT NULL`,
      [this.round],
    );
    return {
      committed: committed.map(({ number, kind }) => ({ number: Number(number), kind })),
      endpoints: ENDPOINTS.map(({ name }) => name),
      places: new Map(
        places.map(({ delivery, line, place }) => [delivery, { line, place: Number(place) }]),
      ),
      arrivals: await this.receiver.ask<Arrival[]>({ type: 'arrivals', round: this.round }),
      deadLetters: new Set(dead.map(({ number, endpoint }) => `${number}:${endpoint}`)),
      disturbances: this.disturbances,
    };
  }

  async close(): Promise<void> {
    await this.crew.close();
    await this.receiver.end();
    await this.database.close();
  }
}
