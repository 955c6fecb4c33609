/**
 * `npm run pack:test`: packs what is published, installs it in a new empty application outside the
 * workspace, and has that application deliver webhooks. `npm run pack:test:all`: with every supported
 * version of Nest on every platform.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkExports, compile, createApplication, install } from './application.mjs';
import { ALL, USUAL } from './combinations.mjs';
import { startServer } from './database.mjs';
import { deliver } from './deliver.mjs';
import { buildPackages, packPackages } from './packages.mjs';
import { killAll, step } from './run.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

async function tryOut(combination, packages, folder) {
  createApplication(folder, combination, packages);
  await step('npm install, no complaint about peers', () => install(folder));
  const exported = await step('require and import reach the same exports', () =>
    checkExports(folder, packages),
  );
  say(`            ${exported}`);
  const server = await step('PostgreSQL', () => startServer(folder));
  try {
    for (const kind of ['require', 'import']) {
      await step(`${kind}: tsc, strict, declarations checked`, () => compile(folder, kind));
      await step(`${kind}: two webhooks delivered and verified`, () =>
        server.withDatabase((url) => deliver(folder, kind, url)),
      );
    }
  } finally {
    await server.stop();
  }
}

async function main(combinations, folder) {
  say('Packages');
  await step('build', () => buildPackages());
  const packages = await step('npm pack', () => packPackages(folder));
  for (const { name, version, size } of packages) {
    say(`            ${name} ${version}, ${Math.ceil(size / 1024)} KiB`);
  }
  const results = [];
  for (const combination of combinations) {
    say(`\n${combination.name}`);
    const started = performance.now();
    let problem;
    try {
      await tryOut(combination, packages, join(folder, combination.slug));
    } catch (error) {
      problem = error;
      say(`          failed: ${error.message}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    results.push({ ok: !problem, line: `${combination.name}, ${seconds} s` });
    // Half a gigabyte in all, if it were left until the end.
    rmSync(join(folder, combination.slug), { recursive: true, force: true, maxRetries: 3 });
  }
  say('');
  for (const { ok, line } of results) say(`${ok ? 'passed' : 'FAILED'}  ${line}`);
  return results.every(({ ok }) => ok) ? 0 : 1;
}

const folder = mkdtempSync(join(tmpdir(), 'hookline-pack-test-'));
// PostgreSQL may run as another OS user, who has to reach its programs in here.
chmodSync(folder, 0o755);
process.once('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

try {
  process.exitCode = await main(process.argv.includes('--all') ? ALL : USUAL, folder);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
process.exit();
