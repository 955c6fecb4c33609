/** An environment variable that the host cannot start with. */
export interface ConfigurationIssue {
  /** Name of the variable. */
  option: string;
  /** What is wrong and what to do, without the variable's value where that may be a secret. */
  message: string;
}

/** The environment does not make a configuration; every message names the variable and the fix. */
export class ConfigurationError extends Error {
  readonly code = 'HOOKLINE_CONFIG_INVALID';
  override readonly name = 'ConfigurationError';

  constructor(readonly issues: readonly ConfigurationIssue[]) {
    super(issues.map(({ option, message }) => `${option}: ${message}`).join('\n'));
  }
}
