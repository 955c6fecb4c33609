import { createServer } from 'node:http';
import { importSecret, verify, WebhookVerificationError } from '@hookline/verify';

// One secret, or several with spaces between them while one is being rotated.
const secrets = (process.env.HOOK_SECRET ?? '').split(' ').map((secret) => importSecret(secret));
const MAX_BODY_BYTES = 1024 * 1024;

// Stands for a table with a unique id: INSERT … ON CONFLICT DO NOTHING, committed before the answer.
const stored = new Set();

function store({ id, payload }) {
  if (stored.has(id)) return; // a repetition of what is here already
  stored.add(id);
  console.log(`stored ${id} ${payload.type}`); // the work itself is done later, from the table
}

/** The raw bytes, or undefined when there are too many of them. */
function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    request.on('data', (chunk) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

async function receive(request) {
  if (request.method !== 'POST' || request.url !== '/hook') return 404;
  const body = await readBody(request);
  if (body === undefined) return 413;
  try {
    store(verify({ headers: request.headers, body, secrets }));
    return 204;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.error(`refused: ${error.message}`);
    return error.status; // 400, 401, or 500 when the mistake is ours
  }
}

const server = createServer((request, response) => {
  receive(request)
    .catch((error) => {
      console.error(error);
      return 500; // not stored: the sender will try again
    })
    .then((status) => {
      if (status === 413) response.setHeader('connection', 'close');
      response.writeHead(status).end();
    });
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/hook`);
});
