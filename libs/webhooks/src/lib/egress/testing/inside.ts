import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What webhooks must not reach: a listener at every address of this machine, and a watch over every
 * connection that this process so much as begins, whatever its address.
 */
export class Inside {
  /** Connections that arrived at the listener. */
  arrived = 0;
  /** Connections that this process began. */
  begun = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  /** A socket is made before its lookup; only what comes after that is a connection. */
  private readonly note = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.on('connectionAttempt', () => (this.begun += 1));
  };

  get port(): number {
    return (this.server?.address() as AddressInfo).port;
  }

  async start(): Promise<this> {
    const server = createServer((socket) => {
      this.arrived += 1;
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    // Without IPv6, `::` can't be listened on, and there is nothing of it to be reached.
    const failed = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(true));
      server.listen(0, '::', () => resolve(false));
    });
    if (failed) {
      server.listen(0, '0.0.0.0');
      await once(server, 'listening');
    }
    this.server = server;
    subscribe('net.client.socket', this.note);
    return this;
  }

  async stop(): Promise<void> {
    unsubscribe('net.client.socket', this.note);
    const { server } = this;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
  }
}
