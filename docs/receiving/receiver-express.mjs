import express from 'express';
import { importSecret, verify, WebhookVerificationError } from '@hookline/verify';

// One secret, or several with spaces between them while one is being rotated.
const secrets = (process.env.HOOK_SECRET ?? '').split(' ').map((secret) => importSecret(secret));

// Stands for a table with a unique id: INSERT … ON CONFLICT DO NOTHING, committed before the answer.
const stored = new Set();

function store({ id, payload }) {
  if (stored.has(id)) return; // a repetition of what is here already
  stored.add(id);
  console.log(`stored ${id} ${payload.type}`); // the work itself is done later, from the table
}

const app = express();

// Before any app.use(express.json()): the signature is over the bytes, so they must stay bytes.
app.post('/hook', express.raw({ type: () => true, limit: '1mb' }), (request, response) => {
  store(verify({ headers: request.headers, body: request.body, secrets }));
  response.sendStatus(204);
});

// Express needs all four parameters to see an error handler.
app.use((error, request, response, _next) => {
  if (error instanceof WebhookVerificationError) console.error(`refused: ${error.message}`);
  else console.error(error);
  response.sendStatus(error.status ?? 500); // 500: not stored, the sender will try again
});

const server = app.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/hook`);
});
