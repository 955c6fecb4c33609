import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Only what any Node has is imported by name here: an old one has to come as far as the line below.

/** The top folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const LEAST_NODE = [20, 19];

/** Ends the process with one line for the user. */
export function fail(line, code = 1) {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  fail(`Hookline needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.hookline-lock');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const hashOfLock = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

/** Whether what npm noted about node_modules is what the lock file asks for, whoever installed it. */
function matchesLock() {
  const text = read(join(root, 'node_modules', '.package-lock.json'));
  if (text === '') return false;
  const installed = JSON.parse(text).packages;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    // The workspace's own folders, and what is for other platforms, are not in npm's note.
    if (!path.includes('node_modules/') || entry.link || entry.optional) return true;
    return installed[path]?.version === entry.version;
  });
}

/** Runs a program of Node's in the foreground, and ends with its code when it fails. */
function runNode(args, what, options = {}) {
  const { status, signal } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  if (status !== 0) fail(`${what} failed (${signal ?? `exit code ${status}`}).`, status ?? 1);
}

function installPackages() {
  // Development packages too, whatever NODE_ENV says: the compiler is one of them.
  const args = ['ci', '--include=dev', '--include=optional'];
  process.stderr.write(`Installing packages (npm ${args.join(' ')}) …\n`);
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js') return runNode([npm, ...args], 'npm ci');
  const { status, error } = spawnSync('npm', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}.`, status ?? 1);
}

function ensureInstalled() {
  const hash = hashOfLock();
  if (read(stampFile) === hash) return;
  if (!matchesLock()) installPackages();
  writeFileSync(stampFile, hash);
}

/**
 * Makes a clone ready, doing only what is missing: checks Node, installs the packages of the lock file,
 * compiles the given projects and what they refer to. Ends the process with one line when it can't.
 *
 * @param {{ build?: string[] }} options folders of projects, e.g. `apps/api`
 */
export function ensureReady({ build = [] } = {}) {
  checkNode();
  ensureInstalled();
  if (build.length === 0) return;
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const projects = build.map((folder) => join(root, folder, 'tsconfig.lib.json'));
  runNode([tsc, '-b', ...projects], 'Compiling');
}
