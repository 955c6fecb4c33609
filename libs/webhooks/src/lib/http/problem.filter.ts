import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Injectable,
  Logger,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { HooklineError } from '../common/hookline.error';
import { toProblem } from './problem';

/** After which what was unavailable may be asked for again: most of it lasts no longer. */
const RETRY_AFTER_S = 1;

/**
 * Answers every error as `application/problem+json`, on Express and Fastify. The library's own
 * controllers have it; provide it as `APP_FILTER` to answer so everywhere. Clients branch on `code`.
 * @example
 * providers: [{ provide: APP_FILTER, useClass: ProblemFilter }]
 */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Hookline');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    // A socket or a message has no status to answer with.
    if (host.getType() !== 'http') throw exception;
    const { httpAdapter } = this.adapterHost;
    const response = host.switchToHttp().getResponse<object>();
    const problem = toProblem(exception);
    if (problem.status >= 500) this.log(exception);
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    httpAdapter.setHeader(response, 'Content-Type', 'application/problem+json');
    const retryAfter = retryAfterOf(exception, problem.status);
    if (retryAfter !== undefined) httpAdapter.setHeader(response, 'Retry-After', retryAfter);
    httpAdapter.reply(response, problem, problem.status);
  }

  private log(exception: unknown): void {
    // Known to be unavailable: where it comes from says nothing, and anybody may ask for it.
    if (exception instanceof HooklineError && exception.httpStatus === 503) {
      this.logger.warn(exception.message);
    } else if (exception instanceof Error) this.logger.error(exception.message, exception.stack);
    else this.logger.error(`Something that is not an error was thrown: a ${typeof exception}`);
  }
}

function retryAfterOf(exception: unknown, status: number): string | undefined {
  const known = exception instanceof HooklineError ? exception.retryAfterSeconds : undefined;
  const seconds = known ?? (status === 503 ? RETRY_AFTER_S : undefined);
  return seconds === undefined ? undefined : String(seconds);
}
