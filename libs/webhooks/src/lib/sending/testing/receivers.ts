import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { selfSigned } from './self-signed';

/** A request as it arrived. */
export interface Received {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** A receiver on a real port of the loopback interface. */
export interface Receiver {
  url: string;
  port: number;
  /** Connections accepted so far. */
  connections: number;
  /** Requests that arrived whole. */
  requests: Received[];
}

type Respond = (response: http.ServerResponse, request: Received, number: number) => void;
/** What a raw receiver does with bytes: `number` counts connections, `data` is what just came. */
type OnData = (socket: Socket, data: string, number: number) => void;

/** Starts receivers and stops what it started. */
export class Receivers {
  private readonly servers: net.Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly timers: NodeJS.Timeout[] = [];

  http(respond: Respond): Promise<Receiver> {
    return this.listen('http', (receiver) => http.createServer(handler(receiver, respond)));
  }

  https(respond: Respond): Promise<Receiver> {
    return this.listen('https', (receiver) =>
      https.createServer(selfSigned, handler(receiver, respond)),
    );
  }

  /** Speaks whatever `onData` writes. */
  raw(onData: OnData): Promise<Receiver> {
    return this.listen('http', (receiver) =>
      net.createServer((socket) => listenTo(socket, receiver.connections, onData)),
    );
  }

  /** The same behind TLS. */
  rawTls(onData: OnData): Promise<Receiver> {
    return this.listen('https', () => {
      let number = 0;
      return tls.createServer(selfSigned, (socket) => {
        number += 1;
        listenTo(socket, number, onData);
      });
    });
  }

  /** The address of a port that nobody listens on. */
  async nobody(): Promise<string> {
    const receiver = await this.raw(() => undefined);
    await close(this.servers.pop());
    return receiver.url;
  }

  /** Writes a text byte by byte, forever. */
  drip(socket: Socket | http.ServerResponse, byte: string): void {
    const timer = setInterval(() => socket.write(byte), 20);
    this.timers.push(timer);
    socket.once('close', () => clearInterval(timer));
  }

  /** Resolves when no connection is open. */
  async closed(): Promise<void> {
    for (const socket of this.sockets) {
      await new Promise((resolve) => socket.once('close', resolve));
    }
  }

  async stop(): Promise<void> {
    this.timers.splice(0).forEach((timer) => clearInterval(timer));
    this.sockets.forEach((socket) => socket.destroy());
    await Promise.all(this.servers.splice(0).map(close));
  }

  private async listen(
    scheme: string,
    create: (receiver: Receiver) => net.Server,
  ): Promise<Receiver> {
    const receiver: Receiver = { url: '', port: 0, connections: 0, requests: [] };
    const server = create(receiver);
    server.prependListener('connection', (socket: Socket) => {
      receiver.connections += 1;
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.servers.push(server);
    receiver.port = (server.address() as AddressInfo).port;
    receiver.url = `${scheme}://127.0.0.1:${receiver.port}/hook?a=b`;
    return receiver;
  }
}

/** A promise, and the function that fulfils it. */
export function signal<Value = void>(): { promise: Promise<Value>; give: (value: Value) => void } {
  let give: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => (give = resolve));
  return { promise, give };
}

function handler(receiver: Receiver, respond: Respond): http.RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      receiver.requests.push(received);
      respond(response, received, receiver.requests.length);
    });
  };
}

function listenTo(socket: Socket, number: number, onData: OnData): void {
  socket.on('error', () => undefined);
  socket.on('data', (data) => onData(socket, data.toString(), number));
}

async function close(server: net.Server | undefined): Promise<void> {
  if (server === undefined) return;
  server.close();
  await once(server, 'close');
}
