import { LocalServerError } from './local-server-error';
import { run, type RunAs } from './run';

/** Tried in this order; the last one is made when none exists. */
const USERS = ['postgres', 'hookline'] as const;

async function lookUp(name: string): Promise<RunAs | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}

/**
 * The OS user that PostgreSQL has to run as. Undefined means our own: only root needs another one,
 * because PostgreSQL refuses to run as root. initdb looks its user up by name, so a bare number
 * would not do.
 *
 * @throws LocalServerError `os_user_unavailable`
 */
export async function userForPostgres(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of USERS) {
    const found = await lookUp(name);
    if (found) return found;
  }
  const flags = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  const made = await run('useradd', [...flags, '--shell', '/bin/false', 'hookline']);
  const user = await lookUp('hookline');
  if (user) return user;
  throw new LocalServerError(
    'os_user_unavailable',
    `PostgreSQL refuses to run as root, and the user "hookline" could not be created (${made.output}). ` +
      'Create an OS user named "hookline", run as another user, or set DATABASE_URL.',
  );
}

/** Whether a program run as `user` passes this test of `test(1)` on a path, e.g. `-x` or `-w`. */
export async function canReach(user: RunAs, test: '-x' | '-w', path: string): Promise<boolean> {
  const { code } = await run('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { runAs: user });
  return code === 0;
}
