import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer, IncomingMessage } from 'node:http';

/**
 * A request that is upgraded only when it asks for a WebSocket. As soon as a server has a listener for
 * upgrades, Node gives it every request that asks for any, and clients do that in passing: Java’s sends
 * `Upgrade: h2c` with ordinary requests. With this they are answered as by a server without a listener.
 */
class HostRequest extends IncomingMessage {
  private asked = false;

  /** Node reads it once it knows the headers. */
  get upgrade(): boolean {
    if (!this.asked || this.method === 'CONNECT') return this.asked;
    return this.method === 'GET' && this.headers.upgrade?.toLowerCase() === 'websocket';
  }

  /** Node sets it as soon as it has parsed the headers. */
  set upgrade(asked: boolean) {
    this.asked = asked;
  }
}

/**
 * The platform of the host: Express, with WebSockets beside it. Without https and without `forceCloseConnections`,
 * which Nest gives to the server that it makes itself.
 */
export class HostAdapter extends ExpressAdapter {
  override initHttpServer(options: Parameters<ExpressAdapter['initHttpServer']>[0]): void {
    super.initHttpServer(options);
    this.httpServer = createServer({ IncomingMessage: HostRequest }, this.getInstance());
  }
}
