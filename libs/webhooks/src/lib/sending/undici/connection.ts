import type { Socket } from 'node:net';
import { Client, type buildConnector } from 'undici';
import { peerOf } from '../../egress/peer-address';
import type { Dialing } from '../../egress/proxy-tunnel';

/** How connections are made; what it answers ends the attempt when it is destroyed. */
export type Dialer = (
  options: buildConnector.Options,
  callback: buildConnector.Callback,
) => Dialing;

/** Idle connections are closed after this long; sooner when the receiver announces so. */
const KEEP_ALIVE_MS = 30_000;
/** The receiver's announced keep-alive is shortened by this, for the time that a request travels. */
const KEEP_ALIVE_MARGIN_MS = 1_000;

/** One request on a connection, as it stood when the request went out. */
export interface Flight {
  readonly socket: Socket;
  /** Whether the socket had served another request before. */
  readonly reused: boolean;
  /** Bytes that the socket had read before. */
  readonly bytesRead: number;
  readonly address: string | null;
}

/**
 * One undici client, which holds one socket at a time and runs one request at a time. Its own
 * timers are off: the exchange's deadline covers everything.
 */
export class Connection {
  readonly client: Client;
  private connecting: Dialing | null = null;
  private socket: Socket | null = null;
  private served = 0;

  constructor(origin: string, dialer: Dialer, onDisconnect: () => void) {
    this.client = new Client(origin, {
      connect: (options, callback) => this.connect(dialer, options, callback),
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
    });
    this.client.on('disconnect', onDisconnect);
  }

  /** Whether the socket may serve another request. */
  get usable(): boolean {
    return this.socket !== null && !this.socket.destroyed;
  }

  /** Notes that a request is about to be written. */
  depart(): Flight | null {
    const { socket } = this;
    if (socket === null) return null;
    this.served += 1;
    return {
      socket,
      reused: this.served > 1,
      bytesRead: socket.bytesRead,
      address: peerOf(socket),
    };
  }

  /** Closes the socket at once, one that is still connecting too. */
  destroy(): void {
    void this.client.destroy();
    this.connecting?.destroy();
  }

  /** Closes the socket when its request has ended. */
  async close(): Promise<void> {
    await this.client.close();
  }

  private connect(
    dialer: Dialer,
    options: buildConnector.Options,
    callback: buildConnector.Callback,
  ): void {
    // A connection that nobody waits for any more would hang on until the system gives it up.
    this.connecting = dialer(options, (...result) => {
      this.connecting = null;
      // A failed one calls back with the error alone.
      this.socket = result[1] ?? null;
      this.served = 0;
      callback(...result);
    });
  }
}
