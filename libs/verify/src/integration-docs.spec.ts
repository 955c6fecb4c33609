import { Client } from 'pg';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { generateSecret, importSecret, signatureHeaders } from './index';
import { codeBlocks } from './testing/documents';
import { packageFolder } from './testing/package';
import { post, prepare, ReceiverProcess, type Receiver } from './testing/receiver-process';

const documents = join(__dirname, '..', '..', '..', 'docs');
const files = join(documents, 'integrations');
const secret = generateSecret();
const place = packageFolder();
symlinkSync(dirname(require.resolve('pg/package.json')), join(place.folder, 'node_modules', 'pg'));
afterAll(place.remove);

function signed(
  id: string,
  type: string,
  data: object,
): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ id, type, data });
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const keys = [importSecret(secret)];
  return { body, headers: { ...signatureHeaders({ id, timestampSeconds, body, keys }) } };
}

/** Starts a documented file; answers its port, too. */
async function start(
  file: string,
  env: Record<string, string>,
): Promise<{ process: ReceiverProcess; port: number }> {
  const receiver: Receiver = {
    file,
    interpreter: process.execPath,
    versionArgument: '--version',
    required: true,
    command: (folder) => [process.execPath, join(folder, file)],
    listening: /listening on http:\/\/127\.0\.0\.1:(\d+)\/hook/,
    checksSecretAtStart: true,
  };
  prepare(receiver, files, place.folder);
  const running = new ReceiverProcess(receiver, place.folder, { HOOK_SECRET: secret, ...env });
  const [, port] = await running.printed(receiver.listening);
  return { process: running, port: Number(port) };
}

describe('docs/integrations.md', () => {
  it('quotes every file exactly as it is', () => {
    const blocks = codeBlocks(readFileSync(join(documents, 'integrations.md'), 'utf8'));
    const quoted = blocks.filter(({ file }) => file !== undefined);
    expect(quoted.map(({ file }) => file).sort()).toEqual(readdirSync(files).sort());
    for (const { file = '', code } of quoted) {
      expect({ file, code }).toEqual({ file, code: readFileSync(join(files, file), 'utf8') });
    }
  });
});

describe('docs/integrations/chat.mjs', () => {
  const said: unknown[] = [];
  let status = 200;
  let chat: Server;
  let url: string;

  beforeAll(async () => {
    chat = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        said.push(JSON.parse(Buffer.concat(chunks).toString()));
        response.writeHead(status).end('ok');
      });
    });
    await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => chat.close(resolve)));
  beforeEach(() => {
    said.length = 0;
    status = 200;
  });

  const failed = (id: string): ReturnType<typeof signed> =>
    signed(id, 'payment.failed', { id: 'pi_<@U1>', failureReason: 'card & all' });

  it('tells Slack once, without what would call people, and again after a failure', async () => {
    const { process, port } = await start('chat.mjs', { SLACK_WEBHOOK_URL: url });
    status = 500;
    expect(await post(port, failed('evt_1'))).toBe(502);
    status = 200;
    expect(await post(port, failed('evt_1'))).toBe(204);
    expect(await post(port, failed('evt_1'))).toBe(204);
    const line = { text: 'Payment pi_&lt;@U1&gt; failed: card &amp; all' };
    expect(said).toEqual([line, line]);
    const tampered = { ...failed('evt_2'), body: '{}' };
    expect(await post(port, tampered)).toBe(401);
    expect(said).toHaveLength(2);
    await process.stop();
  });

  it('tells Discord, which calls nobody and gets no more than it takes', async () => {
    const { process, port } = await start('chat.mjs', { DISCORD_WEBHOOK_URL: url });
    expect(await post(port, failed('evt_1'))).toBe(204);
    expect(await post(port, signed('evt_2', 'x.y', { text: 'x'.repeat(5_000) }))).toBe(204);
    expect(said).toEqual([
      { content: 'Payment pi_<@U1> failed: card & all', allowed_mentions: { parse: [] } },
      { content: expect.stringMatching(/^.{1900}$/) as string, allowed_mentions: { parse: [] } },
    ]);
    await process.stop();
  });
});

describe('docs/integrations/database.mjs', () => {
  it('keeps each message once, and works on it once', async () => {
    const server = process.env['HOOKLINE_TEST_DATABASE_URL'] ?? '';
    const admin = new Client({ connectionString: server });
    await admin.connect();
    const name = `integration_${Date.now()}`;
    await admin.query(`CREATE DATABASE ${name}`);
    const DATABASE_URL = Object.assign(new URL(server), { pathname: `/${name}` }).href;
    const receiver = await start('database.mjs', { DATABASE_URL });
    const message = signed('evt_1', 'project.created', { name: 'Zoë' });
    expect(await post(receiver.port, message)).toBe(204);
    expect(await post(receiver.port, message)).toBe(204);
    expect(await post(receiver.port, { ...message, body: '{}' })).toBe(401);
    expect(await post(receiver.port, signed('evt_2', 'project.deleted', {}))).toBe(204);
    await receiver.process.printed(/worked on evt_1 project\.created/);
    await receiver.process.printed(/worked on evt_2 project\.deleted/);
    const database = new Client({ connectionString: DATABASE_URL });
    await database.connect();
    const { rows } = await database.query('SELECT id, payload FROM webhook_message ORDER BY id');
    await database.end();
    expect(rows).toMatchObject([
      { id: 'evt_1', payload: { type: 'project.created', data: { name: 'Zoë' } } },
      { id: 'evt_2' },
    ]);
    expect(receiver.process.output.match(/worked on evt_1/g)).toHaveLength(1);
    await receiver.process.stop();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });
});
