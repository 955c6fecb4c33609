import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { type Observable, tap } from 'rxjs';

/** What can be tagged: anything with a version. */
interface Versioned {
  version?: unknown;
}

/**
 * Answers that show one versioned thing carry its version as `ETag`, for `If-Match`. They are not to be
 * kept: a page that a browser shows anew after 304 would not show what happened besides.
 */
export class VersionTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((answer: Versioned | undefined) => {
        if (typeof answer?.version !== 'number') return;
        // Both Express and Fastify have this method.
        const response = context
          .switchToHttp()
          .getResponse<{ header(name: string, value: string): void }>();
        response.header('ETag', `"${answer.version}"`);
        response.header('Cache-Control', 'no-store');
      }),
    );
  }
}
