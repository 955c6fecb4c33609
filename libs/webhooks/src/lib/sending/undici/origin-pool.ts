import type { Connection } from './connection';

/** Somebody who waits for a connection. */
export interface Borrower {
  assign(connection: Connection): void;
}

/** What an {@link OriginPool} is made of. */
export interface OriginPoolOptions {
  maxConnections: number;
  /** Makes a connection; `onDisconnect` is to be called whenever its socket closed. */
  open: (onDisconnect: (connection: Connection) => void) => Connection;
  /** Called when the last connection is gone. */
  onEmpty: () => void;
}

/**
 * The connections to one origin: bounded, each lent to one request at a time, the last returned lent
 * first, so that those that are not needed get old and close. undici's own pool can neither take a
 * waiting request back at its deadline nor give a fresh connection on demand.
 */
export class OriginPool {
  private readonly idle: Connection[] = [];
  private readonly waiting = new Set<Borrower>();
  private size = 0;

  constructor(private readonly options: OriginPoolOptions) {}

  /** Assigns a connection, at once or when one is returned. */
  borrow(borrower: Borrower): void {
    const connection = this.idle.pop() ?? this.openIfRoom();
    if (connection === null) this.waiting.add(borrower);
    else borrower.assign(connection);
  }

  /** Takes back a request for a connection. */
  cancel(borrower: Borrower): void {
    this.waiting.delete(borrower);
  }

  /** Takes a connection back whose request has ended. */
  giveBack(connection: Connection): void {
    if (!connection.usable) {
      this.discard(connection);
      return;
    }
    const next = this.nextWaiting();
    if (next === null) this.idle.push(connection);
    else next.assign(connection);
  }

  /** Takes a connection back that may not be used again. */
  discard(connection: Connection): void {
    connection.destroy();
    this.size -= 1;
    const next = this.nextWaiting();
    if (next !== null) this.borrow(next);
    else if (this.size === 0) this.options.onEmpty();
  }

  /** A new connection in place of a lent one that turned out dead. */
  replace(connection: Connection): Connection {
    connection.destroy();
    return this.open();
  }

  /** Closes the idle connections. */
  async close(): Promise<void> {
    const idle = this.idle.splice(0);
    this.size -= idle.length;
    await Promise.all(idle.map((connection) => connection.close()));
  }

  private openIfRoom(): Connection | null {
    if (this.size >= this.options.maxConnections) return null;
    this.size += 1;
    return this.open();
  }

  private open(): Connection {
    return this.options.open((connection) => {
      const index = this.idle.indexOf(connection);
      if (index < 0) return;
      this.idle.splice(index, 1);
      this.discard(connection);
    });
  }

  private nextWaiting(): Borrower | null {
    for (const borrower of this.waiting) {
      this.waiting.delete(borrower);
      return borrower;
    }
    return null;
  }
}
