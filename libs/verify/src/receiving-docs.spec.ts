import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSecret, importSecret, signatureHeaders, verify } from './index';
import { codeBlocks } from './testing/documents';
import { packageFolder } from './testing/package';
import {
  isInstalled,
  post,
  prepare,
  ReceiverProcess,
  RECEIVERS,
  type Receiver,
} from './testing/receiver-process';

const documents = join(__dirname, '..', '..', '..', 'docs');
const files = join(documents, 'receiving');
const guide = readFileSync(join(documents, 'receiving.md'), 'utf8');

describe('docs/receiving.md', () => {
  const blocks = codeBlocks(guide);

  it('quotes every receiver exactly as its file is', () => {
    const quoted = blocks.filter(({ file }) => file !== undefined);
    expect(quoted.map(({ file }) => file).sort()).toEqual(readdirSync(files).sort());
    for (const { file = '', code } of quoted) {
      expect({ file, code }).toEqual({ file, code: readFileSync(join(files, file), 'utf8') });
    }
  });

  it('has no other code, and starts every file below', () => {
    const others = blocks.filter(({ file }) => file === undefined);
    expect(others.map(({ language }) => language).sort()).toEqual(['http', 'http', 'text']);
    expect(RECEIVERS.map(({ file }) => file).sort()).toEqual(readdirSync(files).sort());
  });

  it('shows a message whose signature is right', () => {
    const [head = '', body = ''] = (
      blocks.find(({ language }) => language === 'http')?.code ?? ''
    ).split('\n\n');
    const lines = head.split('\n').slice(1);
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
    const secrets = /`(whsec_[^`]{44})`/.exec(guide)?.[1] ?? '';
    const now = new Date('2026-11-21T22:59:00.000Z');
    const verified = verify({ headers, body: body.trimEnd(), secrets, now });
    expect(verified.payload).toMatchObject({
      id: headers['webhook-id'],
      type: headers['x-webhook-event'],
      timestamp: now.toISOString(),
    });
    expect(guide).toContain(`${Buffer.byteLength(body.trimEnd())} bytes`);
  });
});

const place = packageFolder();
afterAll(place.remove);

const [older, newer, foreign] = [generateSecret(), generateSecret(), generateSecret()];
const secondsNow = (): number => Math.floor(Date.now() / 1000);

interface Sent {
  headers: Record<string, string>;
  body: string;
  path?: string;
}

function signed(
  id: string,
  change: { secrets?: string[]; body?: string; age?: number } = {},
): Sent {
  const { secrets = [older], age = 0 } = change;
  const data = { name: 'Zoë ✓ \u{1F600}', price: 1.5 };
  const body =
    change.body ?? ` {"id":"${id}", "type":"project.created","data":${JSON.stringify(data)}}\n`;
  const timestampSeconds = secondsNow() - age;
  const keys = secrets.map((secret) => importSecret(secret));
  return { body, headers: { ...signatureHeaders({ id, timestampSeconds, body, keys }) } };
}

/** A good message with one header changed, or left out. */
function withHeader(name: string, value: string | undefined): Sent {
  const { headers, body } = signed('evt_tampered');
  const others = Object.entries(headers).filter(([each]) => each !== name);
  return {
    headers: Object.fromEntries(value === undefined ? others : [...others, [name, value]]),
    body,
  };
}

const withBody = (change: (body: string) => string): Sent => {
  const good = signed('evt_tampered');
  return { ...good, body: change(good.body) };
};

const withSignature = (change: (signature: string) => string): Sent => {
  const good = signed('evt_tampered');
  const signature = change(good.headers['webhook-signature'] ?? '');
  return { ...good, headers: { ...good.headers, 'webhook-signature': signature } };
};

/** What every receiver has to refuse, made when it is sent, and how. */
const refused: [what: string, make: () => Sent, answers: (number | 'cut')[]][] = [
  ['a tampered body', () => withBody((body) => body.replace('1.5', '1.6')), [401]],
  ['a body written again', () => withBody((body) => JSON.stringify(JSON.parse(body))), [401]],
  ['an empty body', () => withBody(() => ''), [401]],
  ['another id', () => withHeader('webhook-id', 'evt_other'), [401]],
  ['another time', () => withHeader('webhook-timestamp', `${secondsNow() - 9}`), [401]],
  ['a foreign secret', () => signed('evt_tampered', { secrets: [foreign] }), [401]],
  ['another scheme', () => withSignature((value) => value.replace('v1,', 'v1a,')), [401]],
  ['a cut signature', () => withSignature((value) => value.slice(0, 12)), [401]],
  ['no version', () => withSignature((value) => value.slice(3)), [401]],
  ['a signature beyond ASCII', () => withSignature(() => 'v1,\xe9\xff\xa0'), [401]],
  ['an id beyond ASCII', () => withHeader('webhook-id', 'evt_\xe9'), [400]],
  ['an id with a full stop', () => withHeader('webhook-id', 'evt.1'), [400]],
  ['a time that is none', () => withHeader('webhook-timestamp', '1e9'), [400]],
  ['a time with junk', () => withHeader('webhook-timestamp', `${secondsNow()}x`), [400]],
  ['no id', () => withHeader('webhook-id', undefined), [400]],
  ['no time', () => withHeader('webhook-timestamp', undefined), [400]],
  ['no signature', () => withHeader('webhook-signature', undefined), [400]],
  ['an old message', () => signed('evt_old', { age: 330 }), [400]],
  ['a message of the future', () => signed('evt_new', { age: -330 }), [400]],
  ['what is not JSON', () => signed('evt_text', { body: 'hello' }), [400]],
  ['2 MiB', () => signed('evt_big', { body: `"${'x'.repeat(2 ** 21)}"` }), [413, 'cut']],
  ['another path', () => ({ ...signed('evt_tampered'), path: '/' }), [404]],
];

function suite(receiver: Receiver): void {
  const folder = place.folder;
  const store = join(folder, `store-${receiver.file}`);
  let running: ReceiverProcess;
  let port: number;

  const start = (secret: string): ReceiverProcess => {
    mkdirSync(store, { recursive: true });
    return new ReceiverProcess(receiver, folder, { HOOK_SECRET: secret, HOOK_STORE: store });
  };

  beforeAll(async () => {
    prepare(receiver, files, folder);
    running = start(`${newer} ${older}`);
    port = Number((await running.printed(receiver.listening))[1]);
  }, 180_000);
  afterAll(() => running.stop());

  it('accepts a good message, and stores a repeated one once', async () => {
    expect(await post(port, signed('evt_good'))).toBe(204);
    expect(await post(port, signed('evt_good'))).toBe(204);
    expect(await post(port, signed('evt_next'))).toBe(204);
    await running.printed(/stored evt_next project\.created/);
    expect(running.output.match(/stored evt_good/g)).toHaveLength(1);
  });

  it('accepts every step of a rotation', async () => {
    expect(await post(port, signed('evt_newer', { secrets: [newer] }))).toBe(204);
    expect(await post(port, signed('evt_both', { secrets: [foreign, older] }))).toBe(204);
    await running.printed(/stored evt_both/);
  });

  it.each(refused)('refuses %s', async (_what, make, answers) => {
    expect(answers).toContain(await post(port, make()));
  });

  it('is still well after all that, and stored nothing of it', async () => {
    expect(await post(port, signed('evt_last'))).toBe(204);
    await running.printed(/stored evt_last/);
    const stored = [...running.output.matchAll(/stored (\w+)/g)].map(([, id]) => id);
    expect(new Set(stored)).toEqual(
      new Set(['evt_good', 'evt_next', 'evt_newer', 'evt_both', 'evt_last']),
    );
  });

  it.each(['', 'whsec_', 'whsec_AAAA', 'whsec_!'])(
    'does not work with the secret %p',
    async (bad) => {
      const broken = start(bad);
      if (receiver.checksSecretAtStart) {
        expect(await broken.exited).toBeGreaterThan(0);
        return;
      }
      const [, itsPort] = await broken.printed(receiver.listening);
      expect(await post(Number(itsPort), signed('evt_bad'))).toBe(500);
      await broken.stop();
    },
  );
}

for (const receiver of RECEIVERS) {
  const installed = isInstalled(receiver);
  const must = receiver.required && process.env.HOOKLINE_REQUIRE_ALL === '1';
  if (installed || must || receiver.interpreter === process.execPath) {
    describe(`docs/receiving/${receiver.file}`, () => suite(receiver));
  } else {
    process.stdout.write(
      `Left out: docs/receiving/${receiver.file} (${receiver.interpreter} is not on the PATH)\n`,
    );
  }
}
