import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { serve } from '../process/serve';
import type { BadReceiverApi } from './bad-receiver-api';

const DRIP_EVERY_MS = 500;
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100000\r\n\r\n';

const servers: Server[] = [];

async function listen(onRequest: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    // A sender that gives up resets its connections.
    socket.on('error', () => socket.destroy());
    socket.once('data', () => onRequest(socket));
    socket.resume();
  });
  servers.push(server);
  server.listen(0, '127.0.0.1', 1_024);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

function drip(socket: Socket): void {
  socket.write(HEAD);
  const timer = setInterval(() => socket.write('.'), DRIP_EVERY_MS);
  socket.once('close', () => clearInterval(timer));
}

/** A port that was free a moment ago. */
async function refuse(): Promise<string> {
  const url = await listen(() => undefined);
  const server = servers.pop();
  server?.close();
  return url;
}

async function times(count: number, make: () => Promise<string>): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, make));
}

const api: BadReceiverApi = {
  listen: async (each) => ({
    blackHoles: await times(each, () => listen(() => undefined)),
    drippers: await times(each, () => listen(drip)),
    // The last, so that no other server of this process takes their ports.
    refusing: await times(each, refuse),
  }),
};

serve(api, () => servers.forEach((server) => server.close()));
