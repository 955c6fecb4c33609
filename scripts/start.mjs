/** `npm start`: everything that a fresh clone needs, then the host under a supervisor. */
import { join } from 'node:path';

import { ensureReady, root } from './ensure-ready.mjs';
import { loadEnvFile } from './environment.mjs';
import { supervise } from './supervise.mjs';

ensureReady({ build: ['libs/local-postgres', 'apps/api'] });
loadEnvFile();
process.exit(await supervise(join(root, 'apps', 'api', 'dist', 'main.js')));
