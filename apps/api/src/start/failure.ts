import { HooklineError } from '@hookline/webhooks';
import { ConfigurationError } from '../config/configuration.error';
import { StartError } from './start.error';

/** What is printed when the host could not start: one line for what people can put right. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof HooklineError) {
    const code = `[${error.code}]`;
    return error.message
      .split('\n')
      .map((line) => `Hookline can't start: ${line.includes(code) ? line : `${line}   ${code}`}`)
      .join('\n');
  }
  if (error instanceof StartError) return `Hookline can't start: ${error.message}`;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Hookline can't start, for a reason that nobody foresaw:\n${details}`;
}
