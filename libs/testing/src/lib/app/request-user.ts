import type { INestApplication } from '@nestjs/common';

/** A request before guards run. */
interface Request {
  user?: unknown;
}

/** What is used of a Fastify instance. */
interface FastifyHooks {
  addHook(
    name: 'onRequest',
    hook: (request: Request, reply: unknown, done: () => void) => void,
  ): void;
}

/**
 * Gives each request that has no user this one, so that an application works without its guards. A
 * guard of the application's own decides after it, and may replace it.
 */
export function identifyRequests(nest: INestApplication, user: object): void {
  const adapter = nest.getHttpAdapter();
  if (adapter.getType() === 'fastify') {
    const instance = adapter.getInstance() as FastifyHooks;
    instance.addHook('onRequest', (request, _reply, done) => {
      request.user ??= { ...user };
      done();
    });
    return;
  }
  nest.use((request: Request, _response: unknown, next: () => void) => {
    request.user ??= { ...user };
    next();
  });
}
