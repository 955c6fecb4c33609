import { HooklineError } from '../common/hookline.error';

/** Why something failed, for the log. A foreign error's message may quote the payload; ours never do. */
export function reasonOf(error: unknown): string {
  if (error instanceof HooklineError) return `${error.message} [${error.code}]`;
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} (${code})` : error.name;
}
