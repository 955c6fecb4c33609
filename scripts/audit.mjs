/** `npm run audit`: fails on a finding of level high or above in what is installed with the packages. */
import { spawnSync } from 'node:child_process';

import { fail, root } from './ensure-ready.mjs';

const LEVELS = ['high', 'critical'];

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});

function answer() {
  try {
    return JSON.parse(stdout);
  } catch {
    return {};
  }
}

const { metadata, message, vulnerabilities = {} } = answer();
if (metadata === undefined) {
  // Mirrors often serve packages alone; that is no finding.
  process.stdout.write(`The registry answers no audit: ${message ?? 'npm said nothing'}\n`);
} else {
  const found = Object.values(vulnerabilities).filter(({ severity }) => LEVELS.includes(severity));
  if (found.length > 0)
    fail(`Found: ${found.map(({ name }) => name).join(', ')}. See \`npm audit\`.`);
  process.stdout.write('No finding of level high or above.\n');
}
