/** `npm run chaos [-- --quick | --help]`: things go wrong while events are published, and nothing is lost. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureReady, fail, root } from './ensure-ready.mjs';
import { StopSignals } from './stop-signals.mjs';

ensureReady({ build: ['libs/local-postgres', 'libs/webhooks', 'apps/bench'] });

const load = async (file) => {
  const path = join(root, 'apps', 'bench', 'dist', 'chaos', file);
  return (await import(pathToFileURL(path).href)).default;
};
const { parseArguments } = await load('arguments.js');
const parsed = parseArguments(process.argv.slice(2));
const write = (line) => process.stdout.write(`${line}\n`);
const note = (line) => process.stderr.write(`${line}\n`);
if (parsed.kind === 'error') fail(parsed.message, 2);
if (parsed.kind === 'help') {
  write(parsed.text);
  process.exit(0);
}

const signals = new StopSignals();
const stop = new AbortController();
signals.handle({ onAsked: () => stop.abort(), onForced: () => process.exit(1) });
const { runChaos } = await load('run-chaos.js');
const requireAll = process.env.HOOKLINE_REQUIRE_ALL === '1';
try {
  const ok = await runChaos({ ...parsed.arguments, signal: stop.signal, write, note, requireAll });
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  if (!signals.asked) note(`Chaos failed: ${error.message}`);
  process.exitCode = 1;
}
// A Ctrl-C in the last moment counts too.
process.exit(signals.asked ? signals.exitCode : process.exitCode);
