import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What the proxy does with a request to connect: connects, answers a status, or nothing ever. */
export type Treatment = 'connect' | 'hang' | number;

/** A CONNECT proxy on loopback that keeps what it was asked. */
export class ConnectProxy {
  /** `host:port` of each request. */
  readonly asked: string[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** Connections that are open now. */
  open = 0;
  treat: (authority: string) => Treatment = () => 'connect';
  private readonly server: Server = createServer((_request, response) => {
    response.writeHead(405).end();
  });
  private readonly sockets = new Set<Duplex>();

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.server.on('connection', (socket: Socket) => this.keep(socket));
    this.server.on('connect', (request, socket) => this.serve(request, socket));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  private serve(request: IncomingMessage, client: Duplex): void {
    const authority = request.url ?? '';
    this.asked.push(authority);
    this.authorizations.push(request.headers['proxy-authorization']);
    const treatment = this.treat(authority);
    if (treatment === 'hang') return;
    if (treatment !== 'connect') {
      client.end(`HTTP/1.1 ${treatment} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${authority}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  }

  private keep(socket: Socket): void {
    this.open += 1;
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.open -= 1;
      this.sockets.delete(socket);
    });
  }
}
