import { chmod, chown, mkdir, rmdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { LocalServerError } from './local-server-error';
import { canReach } from './os-user';
import { type RunAs } from './run';
import { shelterFor } from './shelter';

async function create(folder: string, runAs: RunAs | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!runAs) return;
  await chmod(folder, 0o700);
  await chown(folder, runAs.uid, runAs.gid);
}

/**
 * Makes the folder that holds cluster, password and log, for the user that PostgreSQL runs as. When
 * that user can't reach `wanted`, the folder lies outside the repository instead, always at the same
 * place; the caller says so to the user by comparing.
 *
 * @throws LocalServerError `data_folder_incompatible`
 */
export async function prepareDataFolder(wanted: string, runAs: RunAs | undefined): Promise<string> {
  const folder = resolve(wanted);
  try {
    // Missing parents are made with the default mode: only the folder itself has to be private.
    await mkdir(join(folder, '..'), { recursive: true });
    await create(folder, runAs);
  } catch (error) {
    throw new LocalServerError(
      'data_folder_incompatible',
      `The data folder ${folder} can't be used (${(error as Error).message}). ` +
        'Fix its owner or remove it, or set DATABASE_URL.',
      { cause: error },
    );
  }
  if (!runAs || (await canReach(runAs, '-w', folder))) return folder;
  // Leaves nothing behind where it is of no use; a folder with contents stays.
  await rmdir(folder).catch(() => undefined);
  const sheltered = join(await shelterFor(folder), basename(folder));
  await create(sheltered, runAs);
  return sheltered;
}
