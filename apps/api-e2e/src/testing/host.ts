import { APP_OPTIONS, AppModule, HostAdapter, prepareApp } from '@hookline/api';
import { WebhooksTestingApp, type WebhooksTestingAppBuilder } from '@hookline/testing';
import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request, { type Test } from 'supertest';
import { holdToContract } from './contract';
import { CLERK_SECRET, STRIPE_SECRET } from './senders';
import { JWT_SECRET, token, type TokenParts } from './token';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Somebody with a token. */
export type Caller = Record<Method, (path: string, body?: object) => Test>;

/** The host as `createApp` makes it, with a database and a clock of its own; the queue is in Postgres. */
export function host(
  application: NestApplicationOptions = {},
): WebhooksTestingAppBuilder<WebhooksTestingApp> {
  return WebhooksTestingApp.with(AppModule, { ...application, ...APP_OPTIONS })
    .platform(() => new HostAdapter())
    .setUp(holdToContract)
    .setUp((nest) => prepareApp(nest as NestExpressApplication))
    .tenant('acme')
    .user(null)
    .env({
      JWT_SECRET,
      REDIS_URL: undefined,
      REDIS_HOST: undefined,
      STRIPE_WEBHOOK_SECRET: STRIPE_SECRET,
      CLERK_WEBHOOK_SECRET: CLERK_SECRET,
    });
}

/** The body of an answer, once it is there. */
export async function bodyOf<Body>(test: Test): Promise<Body> {
  return (await test).body as Body;
}

/** Calls the host with a token. */
export function callerOf(app: WebhooksTestingApp, parts: TokenParts = {}): Caller {
  const bearer = token(parts);
  const call = (method: Method) => (path: string, body?: object) => {
    const test = request(app.http)[method](path).auth(bearer, { type: 'bearer' });
    return body === undefined ? test : test.send(body);
  };
  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
  };
}
