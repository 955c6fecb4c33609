import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { root } from './ensure-ready.mjs';
import { developmentValues, stateFolder } from './environment.mjs';
import { awaitPreviousRun, forgetRun, noteRun } from './previous-run.mjs';
import { StopSignals } from './stop-signals.mjs';

/** For what people can put right: printed as one line. */
class StartProblem extends Error {}

const say = (line) => process.stderr.write(`${line}\n`);

/** The user's PostgreSQL, or the embedded one; `stop` and `ended` are of the embedded one only. */
async function openDatabase(local) {
  const given = process.env.DATABASE_URL;
  if (given) {
    const check = await local.checkPostgres(given);
    if (check.reachable) return { url: given };
    throw new StartProblem(
      `DATABASE_URL: PostgreSQL can't be used: ${check.reason}. ` +
        'Start it, correct DATABASE_URL, or unset it to use the embedded PostgreSQL.',
    );
  }
  try {
    const dataDir = join(stateFolder, 'postgres');
    const postgres = await local.startLocalPostgres({ dataDir, onNotice: say });
    const url = await postgres.createDatabase('hookline');
    return { url, postgres };
  } catch (error) {
    if (error instanceof local.LocalServerError) throw new StartProblem(error.message);
    throw error;
  }
}

/**
 * The host, in a process group of its own: signals reach it through us only, so it is asked once to
 * end, whether a Ctrl-C went to the whole group or a signal to us alone. When we are killed, it
 * notices by the IPC channel.
 */
function startHost(main, databaseUrl) {
  return spawn(process.execPath, ['--enable-source-maps', main], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      ...developmentValues(),
      DATABASE_URL: databaseUrl,
      HOOKLINE_SUPERVISED: '1',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Windows has no SIGTERM to catch; there the closed channel says the same. */
function askToEnd(host) {
  if (process.platform !== 'win32') host.kill('SIGTERM');
  else if (host.connected) host.disconnect();
}

/** Runs the host to its end, and answers its exit code. */
async function runHost(main, { url, postgres }, signals) {
  const host = startHost(main, url);
  const exited = once(host, 'exit');
  noteRun(main, host.pid);
  let lost = false;
  postgres?.ended.then(() => {
    if (host.exitCode !== null || host.signalCode !== null) return;
    lost = true;
    say(`The embedded PostgreSQL ended by itself. Its log: ${postgres.logFile}`);
    askToEnd(host);
  });
  signals.handle({ onAsked: () => askToEnd(host), onForced: () => host.kill('SIGKILL') });
  const [code, signal] = await exited;
  signals.handle({});
  forgetRun();
  if (lost) return 1;
  // Asked before it could listen to signals.
  if (signal && signals.asked) return signals.exitCode;
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

async function superviseSafely(main, local, signals) {
  let database;
  try {
    database = await openDatabase(local);
    await awaitPreviousRun(local, () => signals.asked !== undefined);
    if (signals.asked) return signals.exitCode;
    return await runHost(main, database, signals);
  } catch (error) {
    // A Ctrl-C while things start is no failure of theirs.
    if (signals.asked) return signals.exitCode;
    if (!(error instanceof StartProblem)) throw error;
    say(`Hookline can't start: ${error.message}`);
    return 1;
  } finally {
    // Last: until here the host may have been writing.
    await database?.postgres?.stop();
  }
}

/**
 * Runs a compiled host on the embedded PostgreSQL (or on `DATABASE_URL`), and answers the exit code.
 * The order at the end is: host asked, host drained, PostgreSQL stopped.
 *
 * @param {string} main absolute path of the host's compiled entry point
 */
export async function supervise(main) {
  const signals = new StopSignals();
  const path = join(root, 'libs', 'local-postgres', 'dist', 'index.js');
  const { default: local } = await import(pathToFileURL(path).href);
  return superviseSafely(main, local, signals);
}
