/** `npm run demo`: real webhooks, from an embedded PostgreSQL to a receiver in a process of its own. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureReady, root } from './ensure-ready.mjs';
import { StopSignals } from './stop-signals.mjs';

ensureReady({ build: ['libs/local-postgres', 'apps/api', 'apps/demo'] });

const signals = new StopSignals();
const stop = new AbortController();
signals.handle({ onAsked: () => stop.abort(), onForced: () => process.exit(1) });

const path = join(root, 'apps', 'demo', 'dist', 'index.js');
const { default: demo } = await import(pathToFileURL(path).href);
const write = (line) => process.stdout.write(`${line}\n`);
try {
  process.exitCode = (await demo.runDemo({ signal: stop.signal, write })) ? 0 : 1;
} catch (error) {
  if (!signals.asked) write(`The demo failed: ${error.message}`);
  process.exitCode = 1;
}
// A Ctrl-C in the last moment counts too.
process.exit(signals.asked ? signals.exitCode : process.exitCode);
