import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { stateFolder } from './environment.mjs';

const file = join(stateFolder, 'run.json');

/** Longer than a host takes to drain. */
const DRAIN_MS = 35_000;

/** Notes which processes belong to this run, for the one after a `kill -9`. */
export function noteRun(main, apiPid) {
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(file, JSON.stringify({ supervisor: process.pid, api: apiPid, main }));
}

/** The run ended in good order. */
export function forgetRun() {
  rmSync(file, { force: true });
}

function readRun() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A host whose supervisor was killed finishes what is in flight and ends by itself; until then it
 * holds the port. Waits for that, and kills it when it takes too long.
 *
 * @param local the package `@hookline/local-postgres`
 * @param stopped answers true to give up waiting
 */
export async function awaitPreviousRun(local, stopped) {
  const run = readRun();
  if (!run) return;
  const runs = async (pid, text) =>
    local.isAlive(pid) && ((await local.commandLineOf(pid)) ?? '').includes(text);
  // Not an orphan: another start in this folder is at work, and the port will tell.
  if (await runs(run.supervisor, 'start.mjs')) return;
  if (!(await runs(run.api, run.main))) return;
  process.stderr.write(`Waiting for process ${run.api} of the previous run to finish …\n`);
  const deadline = performance.now() + DRAIN_MS;
  while (await runs(run.api, run.main)) {
    if (stopped()) return;
    if (performance.now() > deadline) process.kill(run.api, 'SIGKILL');
    await delay(100);
  }
}
