/** `npm run reencrypt`: seals stored secrets with the newest key of HOOKLINE_ENCRYPTION_KEYS. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureReady, fail, root } from './ensure-ready.mjs';
import { loadEnvFile } from './environment.mjs';

loadEnvFile();
const { DATABASE_URL, HOOKLINE_ENCRYPTION_KEYS } = process.env;
if (!DATABASE_URL)
  fail('DATABASE_URL is missing: the database whose secrets are to be sealed anew.');
if (!HOOKLINE_ENCRYPTION_KEYS) {
  fail('HOOKLINE_ENCRYPTION_KEYS is missing: the keys that the processes have, the newest first.');
}
ensureReady({ build: ['libs/webhooks'] });

const path = join(root, 'libs', 'webhooks', 'dist', 'index.js');
const { default: hookline } = await import(pathToFileURL(path).href);
const keys = HOOKLINE_ENCRYPTION_KEYS.split(',').map((key) => key.trim());
try {
  const { resealed, current, unopened } = await hookline.reencryptWebhooks(DATABASE_URL, keys);
  process.stdout.write(`${resealed} values sealed anew, ${current} were up to date.\n`);
  if (unopened.length > 0) {
    fail(`No key of the ring opens secrets of ${unopened.join(', ')}. Put the missing key back.`);
  }
  process.stdout.write('Keys behind the first may leave HOOKLINE_ENCRYPTION_KEYS now.\n');
} catch (error) {
  fail(`The secrets could not be sealed anew: ${error.message}`);
}
