import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ensureReady, root } from '../../scripts/ensure-ready.mjs';
import { npm, run } from './run.mjs';

/** The packages that are published, and all that may be installed from us. */
const PUBLISHED = [
  'contracts',
  'client',
  'verify',
  'webhooks',
  'document-events',
  'local-postgres',
  'testing',
];

const BUILD_TIMEOUT_MS = 300_000;
const PACK_TIMEOUT_MS = 60_000;
const ALWAYS_IN = ['package.json', 'README.md', 'LICENSE'];

/** Compiles what is published. */
export async function buildPackages() {
  ensureReady();
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const projects = PUBLISHED.map((name) => join('libs', name, 'tsconfig.lib.json'));
  const options = { cwd: root, timeoutMs: BUILD_TIMEOUT_MS };
  await run(process.execPath, [tsc, '-b', ...projects], options);
}

/**
 * Packs each package as `npm publish` would, and looks at what is in it.
 * @returns name, version, path of the tarball and size of each
 * @throws Error naming every file that should not be there, or is missing
 */
export async function packPackages(destination) {
  const packed = [];
  for (const name of PUBLISHED) packed.push(await pack(join(root, 'libs', name), destination));
  const problems = packed.flatMap(({ problems }) => problems);
  if (problems.length > 0) throw new Error(`The packages are not right:\n${problems.join('\n')}`);
  return packed;
}

async function pack(folder, destination) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  const { stdout } = await npm(args, { cwd: folder, timeoutMs: PACK_TIMEOUT_MS });
  const [{ name, version, filename, size, files }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const problems = [
    ...missing(manifest, paths),
    ...unwanted(manifest, paths),
    ...withoutSource(paths),
    ...license(folder),
  ].map((problem) => `  ${name}: ${problem}`);
  return { name, version, size, problems, tarball: join(destination, filename) };
}

function missing({ main, types, exports }, paths) {
  const entries = [main, types, ...Object.values(exports['.'])].map((path) => path.slice(2));
  const wanted = new Set([...ALWAYS_IN, ...entries]);
  return [...wanted].filter((path) => !paths.includes(path)).map((path) => `lacks ${path}`);
}

/** What is for our own tests and builds, and what `files` does not name. */
function unwanted({ files }, paths) {
  const named = [...ALWAYS_IN, ...files.filter((entry) => !entry.startsWith('!'))];
  return paths
    .filter((path) => {
      const expected = named.some((entry) => path === entry || path.startsWith(`${entry}/`));
      return !expected || /\.spec\.|\.tsbuildinfo$|\/testing\//.test(path);
    })
    .map((path) => `has ${path}, which is not for users`);
}

/** Maps point to sources, which are shipped; output without one is left over from a deleted file. */
function withoutSource(paths) {
  return paths
    .filter((path) => path.startsWith('dist/'))
    .map((path) => [path, path.replace(/^dist/, 'src').replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts')])
    .filter(([, source]) => !paths.includes(source))
    .map(([path, source]) => `has ${path} but not ${source}; remove dist and build again`);
}

function license(folder) {
  const own = readFileSync(join(folder, 'LICENSE'), 'utf8');
  const same = own === readFileSync(join(root, 'LICENSE'), 'utf8');
  return same ? [] : ['its LICENSE is not that of the repository'];
}
