import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './ensure-ready.mjs';

/** Git-ignored: the embedded PostgreSQL, generated secrets, who is running. */
export const stateFolder = join(root, '.hookline');

/** Reads the `.env` file of the project into the environment; what is set already wins. */
export function loadEnvFile() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

const random = () => randomBytes(32).toString('base64');

/** What a development host needs, and whether the user has taken care of it. */
const generated = [
  // Either a secret or a key set of an identity provider, never both.
  { name: 'JWT_SECRET', given: (env) => env.JWT_SECRET || env.JWT_JWKS_URL },
  { name: 'HOOKLINE_ENCRYPTION_KEYS', given: (env) => env.HOOKLINE_ENCRYPTION_KEYS },
];

function readValues(file) {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  const pairs = lines.map((line) => /^([A-Z_]+)=(.+)$/.exec(line)).filter(Boolean);
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
}

/**
 * Secrets for development, made once and kept, so that tokens and stored endpoint secrets outlive a
 * restart. Nothing in production, and nothing that the user has set.
 */
export function developmentValues(env = process.env) {
  if (env.NODE_ENV === 'production') return {};
  const needed = generated.filter(({ given }) => !given(env)).map(({ name }) => name);
  const file = join(stateFolder, 'dev.env');
  const values = readValues(file);
  const missing = needed.filter((name) => !values[name]);
  if (missing.length > 0) {
    for (const name of missing) values[name] = random();
    mkdirSync(stateFolder, { recursive: true });
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
    const head = '# Made by npm start, for development only.';
    writeFileSync(file, [head, ...lines, ''].join('\n'), { mode: 0o600 });
  }
  return Object.fromEntries(needed.map((name) => [name, values[name]]));
}
