import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Level, type Logger, pino, stdTimeFunctions } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { ApiConfig, ApiLogLevel } from './config/api-config';

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

/** Nest's levels, by pino's names. */
const LEVELS: Readonly<Record<ApiLogLevel, Level>> = {
  fatal: 'fatal',
  error: 'error',
  warn: 'warn',
  log: 'info',
  debug: 'debug',
  verbose: 'trace',
};

/**
 * The host's log, by pino: a line of JSON for each entry, outside production a line for people. What
 * is logged as an object keeps its fields.
 */
export class HostLogger implements LoggerService {
  private readonly pino: Logger;

  /** @param destination gets the lines. @default the standard output */
  constructor(
    { logLevel, production }: Pick<ApiConfig, 'logLevel' | 'production'>,
    destination: DestinationStream = process.stdout,
  ) {
    const options = {
      level: LEVELS[logLevel],
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level: string) => ({ level }) },
      serializers: { err: withoutFields },
    };
    this.pino = pino(options, production ? destination : forPeople(destination));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== FAILED_START_CONTEXT) this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    const isStart = typeof context === 'string' && START_CONTEXTS.has(context);
    this.write(isStart ? 'debug' : 'log', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('verbose', message, rest);
  }

  /** Nest passes what is to be said, perhaps the stack of an error, and last the context. */
  private write(level: ApiLogLevel, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(LEVELS[level])) return;
    const texts = rest.filter((part) => typeof part === 'string');
    const context = texts.at(-1);
    const stack = texts.length > 1 ? texts[0] : undefined;
    const log = this.pino[LEVELS[level]].bind(this.pino);
    if (message instanceof Error) log({ context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) log({ context, ...message });
    else if (stack !== undefined) log({ context, err: { message, stack } }, String(message));
    else log({ context }, String(message));
  }
}

/** Fields of an error may hold what a statement was given: a payload, or a secret. */
function withoutFields({ name, message, stack }: Error): object {
  return { type: name, message, stack };
}

/** In step with what else is printed: nothing is lost when the process ends right after. */
function forPeople(destination: DestinationStream): DestinationStream {
  const pretty = prettyFactory({
    colorize: destination === process.stdout && process.stdout.isTTY,
    ignore: 'pid,hostname,context',
    messageFormat: ({ context, msg }) =>
      [typeof context === 'string' ? `[${context}]` : '', msg].filter(Boolean).join(' '),
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  });
  return { write: (line) => destination.write(pretty(line)) };
}
