import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Injectable,
  Logger,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { toProblem } from './problem';

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
    httpAdapter.reply(response, problem, problem.status);
  }

  private log(exception: unknown): void {
    if (exception instanceof Error) this.logger.error(exception.message, exception.stack);
    else this.logger.error(`Something that is not an error was thrown: a ${typeof exception}`);
  }
}
