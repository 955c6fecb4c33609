/**
 * `npm run client`: makes `libs/client` anew from the OpenAPI document of the host. The document comes
 * from the running host, which the tests know how to start.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(...args) {
  const env = { ...process.env, HOOKLINE_WRITE_CLIENT: '1' };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run(
  'node_modules/jest/bin/jest.js',
  '--config',
  'apps/api-e2e/jest.config.js',
  'src/client-source',
);
run('scripts/client-types.mjs');
