/**
 * Makes the types and the routes of `libs/client` from its `openapi.json`. With `--check` nothing is
 * written, and it is an error when they are not of today.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const folder = new URL('../libs/client/', import.meta.url);
const PREFIX = '/webhooks';
const HEAD = '// Made by `npm run client` from openapi.json. Do not edit.\n\n';

const document = JSON.parse(readFileSync(new URL('openapi.json', folder), 'utf8'));

/** Method and path of each operation, below the path of the management API. */
function routes() {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary }]) => {
      const route = { method: method.toUpperCase(), path: path.slice(PREFIX.length) };
      return `/** ${summary} */\n${operationId}: ${JSON.stringify(route)},`;
    }),
  );
  return `/** Where each operation is, below the path of the management API. */\nexport const ROUTES = {\n${entries.join('\n')}\n} as const;\n`;
}

async function write(name, text) {
  const url = new URL(`src/lib/${name}`, folder);
  const path = fileURLToPath(url);
  const options = { ...(await resolveConfig(path)), filepath: path };
  const formatted = await format(HEAD + text, options);
  if (!process.argv.includes('--check')) {
    writeFileSync(url, formatted);
    return true;
  }
  return readFileSync(url, 'utf8') === formatted;
}

const types = astToString(
  await openapiTS(document, { alphabetize: true, defaultNonNullable: false }),
);
const current = [
  await write('api.generated.ts', types),
  await write('routes.generated.ts', routes()),
];
if (current.includes(false)) {
  process.stderr.write(
    'libs/client is not of today. Run `npm run client`, and commit the result.\n',
  );
  process.exitCode = 1;
}
