/**
 * Ends a server and removes its folder when the process that started both goes away without doing so
 * itself (kill -9, a crash, Ctrl-C). It notices by its standard input, which the system closes.
 *
 * Arguments: the file whose first line is the server's process id, the signal for it, the folder.
 * A line on standard input releases it: nothing is left to do.
 */
'use strict';

const { existsSync, readFileSync, rmSync } = require('node:fs');

const [pidFile, signal, folder] = process.argv.slice(2);
const EVERY_MS = 200;
/** An orphaned initdb may go on writing for a moment, so one look at an empty place is not enough. */
const QUIET_ROUNDS = 5;

let released = false;
let quiet = 0;
let rounds = 0;

function signalServer() {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (pid > 1) process.kill(pid, rounds > 50 ? 'SIGKILL' : signal);
  } catch {
    // No file yet, or no such process any more.
  }
}

/** The pid file is looked for in the folder, so the folder goes only when the server is gone. */
function serverIsGone() {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return isZombie(pid);
  } catch {
    return true;
  }
}

/** In a container whose first process reaps nobody, a dead process keeps its id for ever. */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function cleanUp() {
  rounds += 1;
  signalServer();
  if (serverIsGone()) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  quiet = existsSync(folder) ? 0 : quiet + 1;
  if (quiet < QUIET_ROUNDS && rounds < 300) setTimeout(cleanUp, EVERY_MS);
}

// A Ctrl-C or a closed terminal is meant for the process that we watch.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);
process.stdin.on('data', () => {
  released = true;
});
process.stdin.on('error', () => undefined);
process.stdin.on('close', () => {
  if (!released) cleanUp();
});
