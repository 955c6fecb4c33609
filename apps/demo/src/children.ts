import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Longer than a host takes to finish its deliveries. */
const STOP_TIMEOUT_MS = 25_000;

/** What keeps a variable of the user's, meant for `npm start`, from changing the demo. */
const OURS = /^(DATABASE_|REDIS_|JWT_|HOOKLINE_|WEBHOOK_)|^(PORT|HOST|LOG_LEVEL|NODE_ENV)$/;

/** The environment of a child: the user's without what configures a host, and `extra`. */
export function childEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/**
 * A child gets a Ctrl-C from us only, in its turn. On Windows it would open a window instead.
 */
export const detached = process.platform !== 'win32';

/** Asks a child to end and waits for it; in the end it is killed. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}

/** Rejects when a child ends: it should not, before it is asked to. */
export function endOf(child: ChildProcess, what: string, output: () => string): Promise<never> {
  const end = once(child, 'exit').then(([code, signal]) => {
    const how = String(signal ?? code);
    throw new Error(`${what} ended by itself (${how}).\n${output()}`.trimEnd());
  });
  end.catch(() => undefined);
  return end;
}
