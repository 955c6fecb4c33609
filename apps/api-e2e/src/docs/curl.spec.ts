import type { WebhooksTestingApp } from '@hookline/testing';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { callerOf, bodyOf, host } from '../testing/host';
import { token } from '../testing/token';
import { codeBlocks, readDocument } from './markdown';

/** A command of the page, and the answer that stands right below it. */
interface Example {
  command: string;
  answer: unknown;
}

/** Says the status behind the answer; else it is the curl that readers have. */
const CURL = `curl() { command curl --silent --show-error --write-out '\\n%{http_code}' "$@"; }`;
const EXAMPLE_ENDPOINT = /ep_01m80dq15yej587yyy0bkhsc7z/g;

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const describeCurl =
  hasCurl || process.env['HOOKLINE_REQUIRE_ALL'] === '1' ? describe : describe.skip;

function examples(): Example[] {
  const blocks = codeBlocks(readDocument('docs/api.md'));
  return blocks.flatMap(({ language, code, line }, index) => {
    if (language !== 'sh') return [];
    // One empty line may be between.
    const below = line + code.split('\n').length + 2;
    const next = blocks.slice(index + 1).find((block) => block.line <= below);
    const command = code.replace(/^export .*\n/m, '').trim();
    const answer: unknown = next?.language === 'json' ? JSON.parse(next.code) : undefined;
    return [{ command, answer }];
  });
}

/** The names of fields, at any depth; what a list holds is like its first. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return null;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, shape(field)]));
}

describeCurl('The curl examples of docs/api.md', () => {
  let app: WebhooksTestingApp;
  let endpoint: string;

  beforeAll(async () => {
    app = await host().start();
  });
  beforeEach(async () => {
    const body = {
      name: 'billing',
      url: 'https://example.com/hook',
      signatureScheme: 'standard-asymmetric',
    };
    const created = callerOf(app).post('/api/webhooks', body).expect(201);
    endpoint = (await bodyOf<{ id: string }>(created)).id;
  });
  afterAll(() => app.close());

  async function run(command: string): Promise<{ status: number; body: unknown }> {
    const ours = command
      .replaceAll('localhost:3000', app.url.replace('http://', ''))
      .replaceAll(EXAMPLE_ENDPOINT, endpoint);
    const { stdout } = await promisify(execFile)('sh', ['-c', `${CURL}\n${ours}`], {
      env: { ...process.env, TOKEN: token() },
    });
    const end = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(end)), body: JSON.parse(stdout.slice(0, end)) as unknown };
  }

  const all = examples();

  it('are many', () => {
    expect(all.length).toBeGreaterThan(7);
    expect(all.filter(({ answer }) => answer !== undefined).length).toBeGreaterThan(3);
  });

  it.each(all)('$command', async ({ command, answer }) => {
    const { status, body } = await run(command);
    expect({ status, body, isTaken: status >= 200 && status < 300 }).toMatchObject({
      isTaken: true,
    });
    if (answer !== undefined) expect(shape(answer)).toEqual(shape(body));
  });
});
