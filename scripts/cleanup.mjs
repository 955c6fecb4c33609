/** `npm run cleanup`: removes what is older than the retention, once, unless a process is at it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureReady, fail, root } from './ensure-ready.mjs';
import { loadEnvFile } from './environment.mjs';

loadEnvFile();
const { DATABASE_URL } = process.env;
if (!DATABASE_URL) fail('DATABASE_URL is missing: the database that is to be cleaned up.');
ensureReady({ build: ['libs/webhooks'] });

/** A variable as the host reads it: set but empty counts as not set. */
function days(name) {
  const text = process.env[name]?.trim();
  return text ? Number(text) : undefined;
}

const path = join(root, 'libs', 'webhooks', 'dist', 'index.js');
const { default: hookline } = await import(pathToFileURL(path).href);
try {
  const report = await hookline.cleanUpWebhooks(DATABASE_URL, {
    deliveryDays: days('HOOKLINE_RETENTION_DAYS'),
    deadLetterDays: days('HOOKLINE_DEAD_LETTER_DAYS'),
  });
  const { deliveries, events, idempotencyKeys, statistics } = report ?? {};
  process.stdout.write(
    report === null
      ? 'Another process is cleaning up at this moment.\n'
      : `Removed ${deliveries} deliveries, ${events} events, ${idempotencyKeys} idempotency keys, ${statistics} counters.\n`,
  );
} catch (error) {
  fail(`The clean-up failed: ${error.message}`);
}
