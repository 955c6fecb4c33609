/** `npm test [-- jest arguments]`: every project in one run, so that the servers start once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { ensureReady, root } from './ensure-ready.mjs';

// Jest reads sources. The build is for tests that start the host in a process of its own.
ensureReady({ build: ['libs/local-postgres', 'apps/api'] });

const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
// A failed test may leave handles open; unwatched, the run has to end all the same.
const unwatched = process.env.CI ? ['--forceExit'] : [];
const child = spawn(process.execPath, [jest, ...unwatched, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Jest gets a Ctrl-C from the terminal itself; we only have to stay until it has cleaned up.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
const [code, signal] = await once(child, 'exit');
process.exit(signal ? 1 : code);
