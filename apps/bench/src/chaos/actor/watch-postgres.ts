import { Client } from 'pg';
import { machineTime } from '../machine-time';
import { type CutPoint, RHYTHM } from '../protocol';
import type { Points } from './points';

/** What a statement of `pg` looks like, as far as it is looked at. */
interface Sent {
  name?: string | undefined;
  text?: string | undefined;
}
/** Several statements in one text have several results. */
type Result = { rows?: unknown[] };
type Callback = (error: Error | null | undefined, result?: Result) => void;
type Query = (this: Client, ...parameters: unknown[]) => unknown;

const CUTS: Readonly<Record<string, CutPoint>> = {
  hookline_claim_due: 'claim',
  hookline_claim_deliveries: 'claim',
  hookline_insert_events: 'insert',
  hookline_record_attempts: 'record',
};
const BEGINS = ['BEGIN', 'START TRANSACTION'];
const ENDS = ['COMMIT', 'ROLLBACK'];

/**
 * Sees every statement that goes through `pg`, the library's by their names as prepared statements.
 * This is why no production code knows of chaos.
 */
export class PostgresWatch {
  private readonly inTransaction = new WeakSet<Client>();
  /** When the last renewal that succeeded was sent. */
  private renewedAt: number | undefined;

  constructor(
    private readonly points: Points,
    private readonly onLifeLost: (until: number) => void,
  ) {}

  install(): void {
    const prototype = Client.prototype as unknown as { query: Query };
    const query = prototype.query;
    const sent = (client: Client, first: unknown): Callback => this.sent(client, first);
    prototype.query = function (...parameters) {
      const answered = sent(this, parameters[0]);
      const last = parameters.at(-1);
      if (typeof last === 'function') {
        const callback = last as Callback;
        const wrapped: Callback = (error, result) => {
          answered(error, result);
          callback(error, result);
        };
        return query.apply(this, [...parameters.slice(0, -1), wrapped]);
      }
      const result = query.apply(this, parameters);
      if (!(result instanceof Promise)) return result;
      return result.then((value: Result) => {
        answered(undefined, value);
        return value;
      });
    };
  }

  /** Looks at what is sent, and answers what is to be called with its result. */
  private sent(client: Client, first: unknown): Callback {
    const { name, text } = typeof first === 'string' ? { text: first } : (first as Sent);
    const sentAt = machineTime();
    if (BEGINS.some((begin) => text?.startsWith(begin))) this.inTransaction.add(client);
    if (ENDS.includes(text ?? '')) this.inTransaction.delete(client);
    if (name === 'hookline_record_attempts') setImmediate(() => this.points.reached('recording'));
    if (name === 'hookline_insert_worker') this.beginsLife();
    this.cutIfAsked(client, name);
    return (error, result) => {
      if (!error) this.answered(client, { name, text }, sentAt, result?.rows?.length ?? 0);
    };
  }

  private answered(client: Client, { name, text }: Sent, sentAt: number, rows: number): void {
    const ownInsert = name === 'hookline_insert_events' && !this.inTransaction.has(client);
    if (text === 'COMMIT' || ownInsert) this.points.reached('committed');
    if (name?.startsWith('hookline_claim_') && rows > 0) this.points.reached('claimed');
    const renewed = name === 'hookline_renew_worker' && rows > 0;
    if (renewed || name === 'hookline_insert_worker') this.renewedAt = sentAt;
  }

  /** Every life but the first follows on one that was lost, and that had to end this much after its last renewal. */
  private beginsLife(): void {
    if (this.renewedAt === undefined) return;
    this.onLifeLost(this.renewedAt + RHYTHM.ownerTimeoutMs - RHYTHM.heartbeatIntervalMs);
  }

  /** The statement has left already, so Postgres carries it out, and its answer finds nobody. */
  private cutIfAsked(client: Client, name: string | undefined): void {
    const point = CUTS[name ?? ''];
    const done = point && this.points.takeCut(point);
    if (done === undefined) return;
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } })
      .connection;
    setImmediate(() => {
      stream.destroy();
      done();
    });
  }
}
