import { createServer } from 'node:http';
import { importSecret, verify, WebhookVerificationError } from '@hookline/verify';

const secrets = (process.env.HOOK_SECRET ?? '').split(' ').map((secret) => importSecret(secret));
const { SLACK_WEBHOOK_URL, DISCORD_WEBHOOK_URL } = process.env;
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_TEXT = 1900; // Discord takes 2,000 characters
const TIMEOUT_MS = 10_000; // the sender waits for 15 seconds

// Ids that the chat has already. Keep them in a database if a repeated line would hurt.
const told = new Set();

/** What is written into the channel. Say what your people want to read. */
function textOf({ type, data }) {
  switch (type) {
    case 'payment.failed':
      return `Payment ${data.id} failed: ${data.failureReason ?? 'no reason given'}`;
    case 'storage.quota_exceeded':
      return `Storage is full: ${data.usage} of ${data.limit} bytes`;
    default:
      return `${type} ${JSON.stringify(data)}`;
  }
}

/** Nothing in an event may call people or make links: it is data, not a command. */
function messageFor(payload) {
  const text = textOf(payload).slice(0, MAX_TEXT);
  if (DISCORD_WEBHOOK_URL) return { content: text, allowed_mentions: { parse: [] } };
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return { text: escaped };
}

/** Answers only when the chat has it: until then the sender tries again, for days if need be. */
async function tell({ id, payload }) {
  if (told.has(id)) return 204;
  const response = await fetch(DISCORD_WEBHOOK_URL ?? SLACK_WEBHOOK_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(messageFor(payload)),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) return 502;
  told.add(id);
  console.log(`told ${id} ${payload.type}`);
  return 204;
}

async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function receive(request) {
  if (request.method !== 'POST' || request.url !== '/hook') return 404;
  const body = await readBody(request);
  if (body === undefined) return 413;
  try {
    return await tell(verify({ headers: request.headers, body, secrets }));
  } catch (error) {
    console.error(`refused: ${error.message}`);
    return error instanceof WebhookVerificationError ? error.status : 502;
  }
}

if (!SLACK_WEBHOOK_URL && !DISCORD_WEBHOOK_URL) {
  throw new Error('Set SLACK_WEBHOOK_URL or DISCORD_WEBHOOK_URL.');
}
const server = createServer((request, response) => {
  receive(request)
    .catch(() => 500)
    .then((status) => response.writeHead(status).end());
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/hook`);
});
