import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { LOG_LEVELS, type ApiConfig } from './config/api-config';

/** Nest's own account of how it starts: one line for each module and route. */
const START_CONTEXTS = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** What Nest tells of a start that failed; whoever started the host gets the error, and tells it. */
const FAILED_START_CONTEXT = 'ExceptionHandler';

/** The host's log: lines for people outside production, JSON in it. */
export class HostLogger extends ConsoleLogger {
  private readonly verboseStart: boolean;

  constructor({ logLevel, production }: Pick<ApiConfig, 'logLevel' | 'production'>) {
    const logLevels: LogLevel[] = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1);
    super({ logLevels, json: production });
    this.verboseStart = logLevels.includes('debug');
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    const isStart = typeof context === 'string' && START_CONTEXTS.has(context);
    if (!isStart || this.verboseStart) super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== FAILED_START_CONTEXT) super.error(message, ...rest);
  }
}
