import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { Receiver } from './receiver.mjs';
import { kill, start } from './run.mjs';

const LIFETIME_MS = 90_000;
const STOP_TIMEOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 10_000;
const SETTLE_TIMEOUT_MS = 10_000;
const TENANT = 'acme';

/**
 * Starts the compiled application, creates an endpoint over its HTTP API, changes its domain, and expects
 * three webhooks: one by `@EmitsWebhook`, one out of a transaction of its own, and one of a document.
 */
export async function deliver(folder, kind, databaseUrl) {
  const receiver = new Receiver();
  const hook = await receiver.start();
  const app = await startApp(join(folder, kind), databaseUrl);
  try {
    await app.failing(exchange(app.url, hook, receiver));
    await app.stop();
  } finally {
    app.kill();
    await receiver.stop();
  }
}

async function exchange(url, hook, receiver) {
  const { id, secret } = await call(url, 'POST', '/webhooks', {
    name: 'first',
    url: hook,
    events: ['project.*', 'document.created'],
  });
  const project = await call(url, 'POST', '/projects', { name: 'Apollo' });
  const created = await receiver.next(secret, {
    type: 'project.created',
    data: { id: project.id, name: 'Apollo' },
  });
  await call(url, 'PATCH', `/projects/${project.id}`, { name: 'Gemini' });
  const renamed = await receiver.next(secret, {
    type: 'project.renamed',
    data: { id: project.id, name: 'Gemini' },
  });
  await call(url, 'POST', `/projects/${project.id}/open`, {});
  const opened = await receiver.next(secret, {
    type: 'document.created',
    data: ({ documentId }) => documentId === project.id,
  });
  await settled(url, `/webhooks/${id}/deliveries`, [opened, renamed, created]);
}

/** Until the history tells of exactly these events, newest first, each delivered by its first attempt. */
async function settled(url, path, eventIds) {
  const wanted = JSON.stringify(eventIds.map((id) => [id, 'delivered', 1]));
  const giveUpAt = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const { items } = await call(url, 'GET', path);
    const found = JSON.stringify(
      items.map(({ eventId, status, attempts }) => [eventId, status, attempts]),
    );
    if (found === wanted) return;
    if (performance.now() > giveUpAt) throw new Error(`Deliveries: ${found}, not ${wanted}`);
    await delay(50);
  }
}

async function call(url, method, path, body) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'x-tenant': TENANT, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** A machine that stalls makes what is done again and again late, or fail once: no complaint of the package's. */
const LATE =
  /(The heartbeat|The sweep|Keeping lanes) (fails: .*timeout|works again)|was silent for too long/;

function complaints(output) {
  return output
    .split('\n')
    .filter((line) => !LATE.test(line))
    .join('\n')
    .trim();
}

async function startApp(folder, databaseUrl) {
  const child = start(process.execPath, ['dist/main.js'], {
    cwd: folder,
    env: { DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeoutMs: LIFETIME_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const exited = once(child, 'close');
  const ended = exited.then(([code, signal]) => {
    throw new Error(`The application ended (${signal ?? code}):\n${output.trimEnd()}`);
  });
  ended.catch(() => undefined);
  const failing = async (work) => {
    try {
      return await Promise.race([work, ended]);
    } catch (error) {
      throw new Error(`${error.message}\n${output.trimEnd()}`, { cause: error });
    }
  };
  const [{ url }] = await failing(once(child, 'message'));
  const stop = async () => {
    child.kill('SIGTERM');
    const late = delay(STOP_TIMEOUT_MS, 'late', { ref: false });
    const end = await Promise.race([exited, late]);
    if (end === 'late') throw new Error(`SIGTERM did not end the application:\n${output}`);
    if (complaints(output) !== '') throw new Error(`The application complained:\n${output}`);
  };
  return { url, failing, stop, kill: () => kill(child) };
}
