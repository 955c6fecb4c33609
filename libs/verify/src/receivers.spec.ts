import { Controller, Logger, Module, Post, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { verifyWebhook as expressVerifier, webhookOf } from './express';
import { keepRawBody, verifyWebhook as fastifyVerifier } from './fastify';
import {
  generateHexSecret,
  generateSecret,
  WebhookVerificationError,
  type VerifiedWebhook,
  type WebhookMessage,
} from './index';
import { VerifyWebhook, Webhook, WebhookPayload } from './nest';
import { NOW, thrownBy } from './testing/message';
import { signedBy } from './testing/schemes';

const secret = generateSecret();
const now = (): Date => NOW;
const handled: VerifiedWebhook[] = [];

/** A receiver that runs: where it is, how it is stopped, and what it told its operator. */
interface Running {
  url: string;
  log: unknown[];
  stop: () => Promise<void>;
}

/** What is sent to every receiver; `raw` says whether it was told to keep the raw body. */
type Start = (raw: boolean) => Promise<Running>;

const startExpress: Start = async (raw) => {
  const app = express();
  const log: unknown[] = [];
  const parser = raw ? express.raw({ type: () => true }) : express.json();
  const handle: RequestHandler = (request, response) => {
    handled.push(webhookOf(request));
    response.sendStatus(204);
  };
  const explain: ErrorRequestHandler = (
    error: WebhookVerificationError,
    _request,
    response,
    next,
  ) => {
    log.push(error);
    if (response.headersSent) return next(error);
    response.status(error.status).json({ code: error.code });
  };
  app.post('/hook', parser, expressVerifier({ secret, now }), handle, explain);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    log,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const startFastify: Start = async (raw) => {
  const app = fastify();
  const log: unknown[] = [];
  app.setErrorHandler((error: WebhookVerificationError, _request, reply) => {
    log.push(error);
    return reply.send(error);
  });
  await app.register((scope, _options, done) => {
    if (raw) keepRawBody(scope);
    scope.post(
      '/hook',
      { preValidation: fastifyVerifier({ secret, now }) },
      async (request, reply) => {
        handled.push(webhookOf(request));
        await reply.code(204).send();
      },
    );
    done();
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: `${address}/hook`, log, stop: () => app.close() };
};

@Controller()
class HooksController {
  @Post('hook')
  @VerifyWebhook({ secret: () => [generateSecret(), secret], now })
  handle(@WebhookPayload() payload: WebhookMessage, @Webhook() webhook: VerifiedWebhook): void {
    expect(webhook.payload).toBe(payload);
    handled.push(webhook);
  }
}

@Module({ controllers: [HooksController] })
class HooksModule {}

const startNest =
  (adapter: () => ExpressAdapter | FastifyAdapter): Start =>
  async (rawBody) => {
    const log: unknown[] = [];
    const keep = (...parts: unknown[]): unknown => log.push(...parts);
    const logger = { log: () => undefined, warn: keep, error: keep };
    const app = await NestFactory.create<INestApplication>(HooksModule, adapter(), {
      rawBody,
      logger,
    });
    await app.listen(0, '127.0.0.1');
    const stop = async (): Promise<void> => {
      await app.close();
      Logger.overrideLogger(false);
    };
    return { url: `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/hook`, log, stop };
  };

describe.each<[string, Start]>([
  ['Express', startExpress],
  ['Fastify', startFastify],
  ['Nest on Express', startNest(() => new ExpressAdapter())],
  ['Nest on Fastify', startNest(() => new FastifyAdapter())],
])('a receiver with %s', (_name, start) => {
  let running: Running;
  const send = async (
    message = signedBy('standard', secret),
    change: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; text: string }> => {
    const response = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...message.headers, ...change.headers },
      body: change.body ?? message.body,
    });
    return { status: response.status, text: await response.text() };
  };
  const restart = async (raw: boolean): Promise<void> => {
    running = await start(raw);
    handled.length = 0;
  };
  afterEach(() => running.stop());

  it('hands a verified message to the handler', async () => {
    await restart(true);
    const message = signedBy('standard', secret, { body: ' {"id":"evt_1", "data":{"n":1.50}}\n' });
    expect((await send(message)).status).toBeLessThan(300);
    expect(handled).toEqual([
      { id: 'evt_01jdz3v4q8', timestamp: NOW, payload: { id: 'evt_1', data: { n: 1.5 } } },
    ]);
  });

  it('SEC-V01 answers 401 to a wrong signature, 400 to an old message', async () => {
    await restart(true);
    const tampered = await send(undefined, { body: '{"id":"evt_2"}' });
    expect(tampered.status).toBe(401);
    expect(tampered.text).toContain('no_matching_signature');
    const old = await send(signedBy('standard', secret, { offsetSeconds: -301 }));
    expect(old.status).toBe(400);
    expect(old.text).toContain('timestamp_too_old');
    expect((await send({ headers: {}, body: '{}' })).status).toBe(400);
    expect(handled).toEqual([]);
  });

  it('SEC-V24 takes no fault of the sender for one of its own', async () => {
    await restart(true);
    const { headers, body } = signedBy('standard', secret);
    const requests: RequestInit[] = [
      {},
      { headers },
      { headers: { ...headers, 'content-type': 'text/plain' }, body: `${body} ` },
      { headers: { ...headers, 'content-type': 'application/jsonx' }, body: `${body} ` },
      { headers, body: new Uint8Array(5) },
    ];
    for (const init of requests) {
      const { status } = await fetch(running.url, { method: 'POST', ...init });
      expect([400, 401, 415]).toContain(status);
    }
    expect(handled).toEqual([]);
    expect(running.log.map(String).join()).not.toMatch(/raw body/);
  });

  it('SEC-V12 says that the raw body is missing, and verifies nothing else', async () => {
    await restart(false);
    expect((await send()).status).toBe(500);
    expect(handled).toEqual([]);
    expect(running.log.map(String).join()).toMatch(
      /raw body is missing.*(express\.raw|keepRawBody|rawBody: true)/,
    );
  });
});

describe('a receiver without a usable secret', () => {
  it.each([undefined, '', [], 'short', 'whpk_x'])('SEC-V13 does not start with %p', (unusable) => {
    for (const make of [expressVerifier, fastifyVerifier, VerifyWebhook]) {
      const error = thrownBy(() => make({ secret: unusable }));
      expect(error).toBeInstanceOf(WebhookVerificationError);
      expect(error).toMatchObject({ code: 'invalid_secret' });
    }
  });

  it('refuses an unknown scheme, and takes every known one', () => {
    const hex = generateHexSecret();
    expect(thrownBy(() => expressVerifier({ secret: hex, scheme: 'md5' as 'hex' }))).toMatchObject({
      code: 'invalid_option',
    });
    const verifier = expressVerifier({ secret: hex, scheme: 'hex', now });
    const request = signedBy('hex', hex);
    const answers: unknown[] = [];
    verifier(request, undefined, (error) => answers.push(error));
    expect(answers).toEqual([undefined]);
    expect(webhookOf(request).id).toBe('evt_01jdz3v4q8');
  });

  it('SEC-V13 refuses every request while a function answers none', () => {
    const verifier = expressVerifier({ secret: () => undefined, now });
    const answers: unknown[] = [];
    verifier(signedBy('standard', secret), undefined, (error) => answers.push(error));
    expect(answers).toMatchObject([{ code: 'invalid_secret' }]);
  });
});

describe('webhookOf', () => {
  it('says so when nothing verified the request', () => {
    expect(thrownBy(() => webhookOf({}))).toMatchObject({
      code: 'invalid_option',
      message: expect.stringContaining('before the handler') as string,
    });
  });
});
