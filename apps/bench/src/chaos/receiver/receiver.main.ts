import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { machineTime } from '../machine-time';
import {
  type Arrival,
  type Behaviour,
  type ChildReport,
  type EventKind,
  type Question,
  type ReceiverOrder,
  RHYTHM,
} from '../protocol';
import { uuidOf } from './uuid-of';

/** The receiver: a process of its own that notes every number it gets, and can be as bad as real ones are. */
const byRound = new Map<string, Arrival[]>();
/** What was read and is not answered. */
const open = new Set<Arrival>();
let behaviour: Behaviour = 'up';

/** Long enough that something is always under way. */
const LATENCY_MS = 40;
/** Its sender's side ends in the middle. */
const HALF_A_RESPONSE = 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nthe first of ';

const tell = (report: ChildReport): void => void process.send?.(report);

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const arrival = note(request, Buffer.concat(chunks).toString('utf8'));
  open.add(arrival);
  response.once('close', () => {
    arrival.leftAt = machineTime();
    open.delete(arrival);
  });
  await answer(arrival, response);
}

function note({ url = '', headers }: IncomingMessage, body: string): Arrival {
  const [, round = '', endpoint = ''] = url.split('/');
  const header = (name: string): string => String(headers[name] ?? '');
  const { data } = JSON.parse(body) as { data: { number: number; kind: EventKind } };
  const arrival: Arrival = {
    ...data,
    endpoint,
    delivery: uuidOf(header('x-webhook-delivery')),
    attempt: Number(header('x-webhook-attempt')),
    eventId: header('webhook-id'),
    worker: header('x-chaos-worker'),
    startedAt: Number(header('x-chaos-started')),
    skewMs: Number(header('webhook-timestamp')) * 1_000 - machineTime(),
    arrivedAt: machineTime(),
    leftAt: null,
    broken: false,
  };
  const known = byRound.get(round);
  if (known === undefined) byRound.set(round, [arrival]);
  else known.push(arrival);
  return arrival;
}

async function answer(arrival: Arrival, response: ServerResponse): Promise<void> {
  if (behaviour === 'up' || behaviour === 'slow') {
    await delay(latencyOf(arrival));
    response.writeHead(204).end();
    return;
  }
  arrival.broken = true;
  const { socket } = response;
  if (behaviour === 'half-close') socket?.end(HALF_A_RESPONSE);
  else if (behaviour === 'garbage') socket?.end('\u0000\u0001 this is not HTTP\r\n\r\n');
  else socket?.resetAndDestroy();
}

/** A slow receiver lets every other request run into the sender's deadline. */
function latencyOf({ number }: Arrival): number {
  if (behaviour === 'up') return LATENCY_MS;
  return number % 2 === 0 ? RHYTHM.timeoutMs * 1.5 : RHYTHM.timeoutMs / 3;
}

const server = createServer((request, response) => {
  // A request that breaks off in the middle is nobody's to wait for.
  handle(request, response).catch(() => response.destroy());
});

function listen(port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function behave(next: Behaviour, port: number): Promise<void> {
  if (behaviour === 'down' && next !== 'down') await listen(port);
  if (next === 'down' && behaviour !== 'down') {
    for (const arrival of open) arrival.broken = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
  behaviour = next;
}

async function carryOut(order: ReceiverOrder, port: number): Promise<unknown> {
  switch (order.type) {
    case 'behave':
      return behave(order.behaviour, port);
    case 'arrivals': {
      const arrivals = byRound.get(order.round) ?? [];
      byRound.delete(order.round);
      return arrivals;
    }
  }
}

async function main(): Promise<void> {
  const port = await listen(0);
  process.on('message', (message) => {
    const { id, order } = message as Question<ReceiverOrder>;
    carryOut(order, port).then(
      (value) => tell({ type: 'answer', id, value }),
      (error: Error) => tell({ type: 'answer', id, error: error.message }),
    );
  });
  tell({ type: 'ready', port });
}

// The run has ended, in whatever way.
process.once('disconnect', () => process.exit(0));
void main();
