import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** How much of a failed command's output is shown. */
const TAIL_LINES = 40;

/** What of npm's own environment stays: where packages come from. The rest belongs to the workspace. */
const KEPT_NPM_SETTINGS = new Set([
  'npm_config_cache',
  'npm_config_registry',
  'npm_config_userconfig',
  'npm_config_globalconfig',
]);

/** Everything that runs, so that nothing outlives us. Each leads a process group of its own. */
const running = new Set();

/** The environment of a user's shell: `npm run` adds settings of the workspace to ours. */
export function cleanEnvironment(extra = {}) {
  const entries = Object.entries(process.env).filter(([name]) => {
    if (name === 'NODE_ENV' || name === 'NODE_OPTIONS' || name === 'INIT_CWD') return false;
    return !name.startsWith('npm_') || KEPT_NPM_SETTINGS.has(name);
  });
  return { ...Object.fromEntries(entries), ...extra };
}

/** Starts a child that dies with us, and at the latest after `timeoutMs`. */
export function start(command, args, { cwd, env = {}, stdio, timeoutMs }) {
  const child = spawn(command, args, {
    cwd,
    env: cleanEnvironment(env),
    stdio,
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const timer = setTimeout(() => {
    child.timedOut = true;
    kill(child);
  }, timeoutMs);
  child.once('close', () => {
    clearTimeout(timer);
    running.delete(child);
  });
  child.once('error', () => {
    clearTimeout(timer);
    running.delete(child);
  });
  return child;
}

/** Ends a child of {@link start} with all that it started. */
export function kill(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends everything that still runs. */
export function killAll() {
  for (const child of running) kill(child);
}

/**
 * Runs a command to its end.
 * @throws Error with the end of its output, when it fails or takes longer than `timeoutMs`
 */
export async function run(command, args, { cwd, timeoutMs, env }) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = start(command, args, { cwd, env, stdio, timeoutMs });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return { stdout, stderr };
  const why = child.timedOut ? `took longer than ${timeoutMs / 1000} s` : `failed (${code})`;
  const tail = `${stdout}${stderr}`.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  throw new Error(`${[basename(command), ...args].join(' ')} ${why}:\n${tail}`);
}

/** Runs npm: the one that runs us, if it is one. */
export function npm(args, options) {
  const path = process.env.npm_execpath;
  if (path && basename(path) === 'npm-cli.js') {
    return run(process.execPath, [path, ...args], options);
  }
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** Does a step and prints how long it took. */
export async function step(name, work) {
  const started = performance.now();
  const result = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`  ${seconds.padStart(6)} s  ${name}\n`);
  return result;
}
