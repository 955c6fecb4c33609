import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Arrival, Behaviour, ReceiverReport, Serve } from './protocol';

/**
 * The receiver: a process that knows of Hookline only what any receiver does, its secrets and the
 * public verification package. Tells its parent of each request.
 */
const served = new Map<string, Serve>();

function tell(report: ReceiverReport): void {
  process.send?.(report);
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const known = served.get((request.url ?? '/').slice(1));
  if (known === undefined) {
    response.writeHead(404).end();
    return;
  }
  const arrival = inspect(known, request.headers, Buffer.concat(chunks).toString('utf8'));
  const status = answerOf(known.behaviour, arrival.attempt);
  // Emitted when the answer is out, and also when the sender hangs up before it is.
  response.once('close', () => {
    const durationMs = Math.round(performance.now() - startedAt);
    tell({ ...arrival, status: response.writableFinished ? status : null, durationMs });
  });
  if (status !== null) response.writeHead(arrival.refusal === null ? status : 401).end();
}

function inspect(
  { endpoint, secret }: Serve,
  headers: IncomingMessage['headers'],
  body: string,
): Omit<Arrival, 'status' | 'durationMs'> {
  const header = (name: string): string => String(headers[name] ?? '');
  const seen = {
    type: 'arrival' as const,
    endpoint,
    eventId: header('webhook-id'),
    eventType: header('x-webhook-event'),
    attempt: Number(header('x-webhook-attempt')),
    bodyHash: createHash('sha256').update(body).digest('hex'),
  };
  try {
    const event = new Webhook(secret).verify(body, {
      'webhook-id': header('webhook-id'),
      'webhook-timestamp': header('webhook-timestamp'),
      'webhook-signature': header('webhook-signature'),
    }) as { data: { id?: string; documentId?: string } };
    return { ...seen, subject: event.data.id ?? event.data.documentId ?? '', refusal: null };
  } catch (error) {
    return { ...seen, subject: '', refusal: String(error) };
  }
}

function answerOf(behaviour: Behaviour, attempt: number): number | null {
  switch (behaviour.kind) {
    case 'answers':
      return behaviour.status;
    case 'recovers':
      return attempt > behaviour.failures ? behaviour.status : behaviour.failureStatus;
    case 'hangs':
      return null;
  }
}

process.on('message', (message) => {
  const serve = message as Serve;
  served.set(serve.endpoint, serve);
  tell({ type: 'serving', endpoint: serve.endpoint });
});
// The demo has ended, in whatever way.
process.once('disconnect', () => process.exit(0));

const server = createServer((request, response) => {
  // A request that breaks off in the middle is nobody's answer to wait for.
  handle(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  tell({ type: 'listening', port: (server.address() as AddressInfo).port });
});
