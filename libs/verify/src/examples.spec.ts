import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { codeBlocks, examplesIn, promisedOutput } from './testing/documents';
import { packageFolder, sources } from './testing/package';

const run = promisify(execFile);
const blocks = codeBlocks(readFileSync(join(__dirname, '..', 'README.md'), 'utf8'));
const readme = blocks.filter(({ language }) => language !== 'text');
const examples = [
  ...readme.map(({ code }, index) => [`README.md, block ${index + 1}`, code] as const),
  ...sources().flatMap((file) =>
    examplesIn(join(__dirname, file)).map((code) => [`src/${file}`, code] as const),
  ),
];

describe('every example', () => {
  const place = packageFolder();
  afterAll(place.remove);

  it('is there, and is JavaScript that can be run', () => {
    expect(readme.length).toBeGreaterThan(0);
    expect(readme.filter(({ language }) => language !== 'js')).toEqual([]);
    // One for each exported function and class.
    expect(examples.length - readme.length).toBeGreaterThanOrEqual(18);
  });

  it.each(examples)('of %s prints what it says', async (_where, code) => {
    const file = join(place.folder, 'example.mjs');
    writeFileSync(file, code);
    const { stdout } = await run(process.execPath, [file], { env: {}, timeout: 10_000 });
    expect(promisedOutput(code).length).toBeGreaterThan(0);
    expect(stdout.trimEnd().split('\n')).toEqual(promisedOutput(code));
  });
});
