import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The `user-agent` of every webhook: `Hookline/<version>`. */
export const USER_AGENT = `Hookline/${packageVersion()}`;

/** From the package's own manifest, which lies three folders up in sources and in the build alike. */
function packageVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8'),
  );
  return (manifest as { version: string }).version;
}
