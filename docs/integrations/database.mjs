import { createServer } from 'node:http';
import pg from 'pg';
import { importSecret, verify, WebhookVerificationError } from '@hookline/verify';

const secrets = (process.env.HOOK_SECRET ?? '').split(' ').map((secret) => importSecret(secret));
const MAX_BODY_BYTES = 1024 * 1024;
const LOOK_INTERVAL_MS = 1_000;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

await pool.query(`
  CREATE TABLE IF NOT EXISTS webhook_message (
    id text PRIMARY KEY,
    type text NOT NULL,
    payload jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz
  );
  CREATE INDEX IF NOT EXISTS webhook_message_open ON webhook_message (received_at) WHERE done_at IS NULL;
`);

/** Committed before the answer; a repetition changes nothing. */
async function store({ id, payload }) {
  await pool.query(
    'INSERT INTO webhook_message (id, type, payload) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
    [id, payload.type, payload],
  );
}

/** The work itself, in the transaction that marks the message as done: your code goes here. */
async function work(client, { id, type }) {
  await client.query('SELECT 1');
  console.log(`worked on ${id} ${type}`);
}

/** Takes one message that is not done. Any number of processes may do this. */
async function workOnce() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query(`
      SELECT id, type, payload FROM webhook_message WHERE done_at IS NULL
      ORDER BY received_at LIMIT 1 FOR UPDATE SKIP LOCKED`);
    const [message] = rows;
    if (message) {
      await work(client, message);
      await client.query('UPDATE webhook_message SET done_at = now() WHERE id = $1', [message.id]);
    }
    await client.query('COMMIT');
    return message !== undefined;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function workOn() {
  try {
    while (await workOnce());
  } catch (error) {
    console.error(`the work failed: ${error.message}`); // the message stays, and is taken again
  }
  setTimeout(workOn, LOOK_INTERVAL_MS);
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
    await store(verify({ headers: request.headers, body, secrets }));
    return 204;
  } catch (error) {
    console.error(`refused: ${error.message}`);
    return error instanceof WebhookVerificationError ? error.status : 500; // not stored: try again
  }
}

const server = createServer((request, response) => {
  receive(request)
    .catch(() => 500)
    .then((status) => response.writeHead(status).end());
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/hook`);
  void workOn();
});
