/** `npm run bench`: how fast Hookline is, beside what the machine can do at all. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureReady, root } from './ensure-ready.mjs';
import { StopSignals } from './stop-signals.mjs';

ensureReady({ build: ['libs/local-postgres', 'apps/bench'] });

const signals = new StopSignals();
const stop = new AbortController();
signals.handle({ onAsked: () => stop.abort(), onForced: () => process.exit(1) });

const path = join(root, 'apps', 'bench', 'dist', 'bench', 'index.js');
const { default: bench } = await import(pathToFileURL(path).href);
try {
  process.exitCode = await bench.runBench({
    argv: process.argv.slice(2),
    signal: stop.signal,
    output: process.stdout,
    messages: process.stderr,
  });
} catch (error) {
  if (!signals.asked) process.stderr.write(`The benchmark failed: ${error.message}\n`);
  process.exitCode = 1;
}
process.exit(signals.asked ? signals.exitCode : process.exitCode);
