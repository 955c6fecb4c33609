import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { now } from '../process/clock';
import { serve } from '../process/serve';
import type { Arrival, ReceiverApi, ReceiverMode } from './receiver-api';
import { RequestScanner } from './request-scanner';

/** No HTTP server, as a Node one would cost more than the sender: it would be the bottleneck. */
const ANSWER = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok',
);
/** The number of an event, as every contender writes it into its payload. */
const EVENT_NUMBER = /"n":(\d+)/g;

let mode: ReceiverMode = 'answer';
let received = 0;
let held: Socket[] = [];
let peak = 0;
let arrivals: Arrival[] = [];

function note(text: string): void {
  const at = now();
  for (const [, number] of text.matchAll(EVENT_NUMBER)) arrivals.push([Number(number), at]);
}

function answer(socket: Socket, requests: number): void {
  received += requests;
  if (mode === 'hold') {
    held.push(socket);
    peak = Math.max(peak, held.length);
    return;
  }
  for (let index = 0; index < requests; index += 1) socket.write(ANSWER);
}

const server = createServer({ noDelay: true }, (socket) => {
  const scanner = new RequestScanner();
  socket.on('data', (chunk) => {
    if (mode === 'note') note(chunk.toString('latin1'));
    const requests = scanner.push(chunk);
    if (requests > 0) answer(socket, requests);
  });
  // A sender that stops resets its connections.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    held = held.filter((other) => other !== socket);
  });
});

const api: ReceiverApi = {
  listen: async () => {
    server.listen(0, '127.0.0.1', 1_024);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  },
  mode: (next) => {
    mode = next;
    arrivals = [];
    peak = 0;
    for (const socket of held.splice(0)) socket.write(ANSWER);
  },
  count: () => received,
  arrivals: () => arrivals,
  peak: () => peak,
};

serve(api, () => server.close());
