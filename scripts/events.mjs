/**
 * `npm run events:docs` writes docs/events.md; `npm run events:types [-- file.d.ts]` writes the TypeScript types of
 * the host's events, without a file to stdout. Both are made from the catalog.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureReady, fail, root } from './ensure-ready.mjs';

const [what, file] = process.argv.slice(2);
const texts = { docs: 'describeEventsAsPage', types: 'describeEventsAsTypes' };
if (!(what in texts)) fail('Say what is to be written: `docs` or `types`.');
ensureReady({ build: ['apps/api'] });

const path = join(root, 'apps', 'api', 'dist', 'index.js');
const { default: host } = await import(pathToFileURL(path).href);
const text = host[texts[what]]();
const target = what === 'docs' ? join(root, 'docs', 'events.md') : file && resolve(file);
if (target) {
  writeFileSync(target, text);
  process.stderr.write(`Wrote ${target}.\n`);
} else {
  process.stdout.write(text);
}
