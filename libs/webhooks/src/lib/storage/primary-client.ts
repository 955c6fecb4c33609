import { Logger } from '@nestjs/common';
import { Client, type ClientConfig } from 'pg';
import type { Socket } from 'node:net';
import { DatabaseReadOnlyError } from '../common/errors/database-read-only.error';

/** `read_only_sql_transaction`: what a standby, or a primary that was told to, answers to a write. */
const READ_ONLY = '25006';

/** What a client of ours is told beside what `pg` knows; pools pass it through. */
export interface PrimaryClientConfig extends ClientConfig {
  /** All open connections of this process. @default of this one only */
  peers?: Set<PrimaryClient>;
}

/**
 * A connection to a server that takes writes, as libpq's `target_session_attrs=read-write` makes it. One
 * that does not is refused, so that whoever connects again reaches the new primary once its name leads
 * there. A server that stops taking writes loses all connections of this process at once: one that only
 * reads, or listens, would otherwise stay with it and hear nothing new.
 *
 * The `error` event is heard for the client's whole life. A pool hears its clients only while they are
 * idle, and whoever takes one listens a moment later: the loss of the connection just then would end the
 * process. The statement that waits, or the next one, is told all the same.
 */
export class PrimaryClient extends Client {
  private readonly logger = new Logger('Hookline');
  private readonly peers: Set<PrimaryClient>;
  private address = '';

  constructor(config?: string | PrimaryClientConfig) {
    super(config);
    this.peers = (typeof config === 'object' ? config.peers : undefined) ?? new Set();
    this.on('error', () => undefined);
    this.on('end', () => this.peers.delete(this));
    this.connection.on('errorMessage', ({ code }: { code?: string }) => {
      // Later, so that who asked is told the reason, not that the connection is gone.
      if (code === READ_ONLY) setImmediate(() => this.giveUp());
    });
  }

  /** @throws DatabaseReadOnlyError when the server takes no writes */
  override connect(): Promise<Client>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<Client> | void {
    const connected = this.connectToPrimary();
    if (callback === undefined) return connected;
    connected.then(() => (callback as () => void)(), callback);
  }

  private async connectToPrimary(): Promise<Client> {
    await super.connect();
    const { remoteAddress, remotePort } = this.connection.stream as Socket;
    this.address = `${remoteAddress}:${remotePort}`;
    this.peers.add(this);
    try {
      await this.requireWrites();
      return this;
    } catch (error) {
      // A pool drops a client that could not connect, and does not end it.
      void this.end();
      throw error;
    }
  }

  private async requireWrites(): Promise<void> {
    // Asked, not taken from what the server reports by itself: a pooler repeats old reports.
    const { rows } = await this.query<{ transaction_read_only: string }>(
      'SHOW transaction_read_only',
    );
    if (rows[0]?.transaction_read_only !== 'on') return;
    throw new DatabaseReadOnlyError(
      'Postgres takes no writes: it is a standby, or `default_transaction_read_only` is on. Wait for the ' +
        'failover to end, or let the connection lead to the primary.   [HOOKLINE_DATABASE_READ_ONLY]',
    );
  }

  private giveUp(): void {
    if (!this.peers.has(this)) return;
    const lost = [...this.peers].filter(({ address }) => address === this.address);
    this.logger.warn(`Postgres takes no writes any more: ${lost.length} connections are given up`);
    for (const peer of lost) {
      this.peers.delete(peer);
      peer.connection.stream.destroy();
    }
  }
}
