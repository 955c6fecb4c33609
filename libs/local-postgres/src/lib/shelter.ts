import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LocalServerError } from './local-server-error';

/** /var/tmp survives a reboot, /tmp often doesn't. */
const base = (): string => (existsSync('/var/tmp') ? '/var/tmp' : tmpdir());

/**
 * A folder of ours outside the repository, for what another OS user has to reach while the repository
 * lies where it can't (below /root, say). The same path always gets the same folder.
 *
 * @throws LocalServerError `data_folder_incompatible` when somebody else made that folder: its name can
 * be guessed, and root must not run what a stranger put there.
 */
export async function shelterFor(path: string): Promise<string> {
  const key = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const shelter = join(base(), `hookline-${key}`);
  await mkdir(shelter, { recursive: true, mode: 0o755 });
  const found = await lstat(shelter);
  const writableByOthers = (found.mode & 0o022) !== 0;
  if (!found.isDirectory() || found.uid !== process.getuid?.() || writableByOthers) {
    throw new LocalServerError(
      'data_folder_incompatible',
      `${shelter} belongs to another user. Remove it, or set DATABASE_URL.`,
    );
  }
  // The umask may have taken the other user's right to enter.
  await chmod(shelter, 0o755);
  return shelter;
}
