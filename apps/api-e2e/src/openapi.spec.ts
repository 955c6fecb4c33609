import type { WebhooksTestingApp } from '@hookline/testing';
import type { EventDescriptor } from '@hookline/webhooks';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { DocumentSchemas } from './testing/document-schemas';
import { bodyOf, callerOf, host } from './testing/host';

interface Operation {
  operationId?: string;
  summary?: string;
  responses?: Record<string, unknown>;
  requestBody?: { content: Record<string, { schema: Json }> };
  parameters?: { name: string; in: string; required?: boolean }[];
  security?: unknown[];
}

type Json = Record<string, unknown>;

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation & { parameters: { name: string }[] } }>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
}

/** A program from npm that knows what OpenAPI 3.1 allows. */
const VALIDATOR = join(
  __dirname,
  '../../../node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js',
);

describe('the OpenAPI document', () => {
  let app: WebhooksTestingApp;
  let document: Document;

  beforeAll(async () => {
    app = await host().start();
    const response = await request(app.http).get('/api/docs-json').expect(200);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    document = response.body as Document;
  });
  afterAll(() => app.close());

  const operations = (): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );

  it('is shown to people too', async () => {
    const page = await request(app.http).get('/api/docs').expect(200);
    expect(page.text).toContain('<title>Hookline API</title>');
  });

  it('lists every route', () => {
    expect(
      operations()
        .map(([route]) => route)
        .sort(),
    ).toEqual([
      'DELETE /api/documents/{documentId}',
      'DELETE /api/projects/{id}',
      'DELETE /api/users/{id}',
      'DELETE /api/webhooks/api-keys/{id}',
      'DELETE /api/webhooks/replays/{id}',
      'DELETE /api/webhooks/subjects/{id}',
      'DELETE /api/webhooks/{id}',
      'DELETE /api/webhooks/{id}/secrets/{sid}',
      'GET /.well-known/hookline/jwks.json',
      'GET /api/agents',
      'GET /api/agents/{id}',
      'GET /api/documents',
      'GET /api/documents/{documentId}',
      'GET /api/documents/{documentId}/content',
      'GET /api/payments',
      'GET /api/payments/{id}',
      'GET /api/projects',
      'GET /api/projects/{id}',
      'GET /api/projects/{projectId}/sessions',
      'GET /api/recordings',
      'GET /api/recordings/{id}',
      'GET /api/sessions',
      'GET /api/sessions/{id}',
      'GET /api/sessions/{id}/messages',
      'GET /api/storage',
      'GET /api/subscriptions',
      'GET /api/subscriptions/{id}',
      'GET /api/users',
      'GET /api/users/{id}',
      'GET /api/webhooks',
      'GET /api/webhooks/api-keys',
      'GET /api/webhooks/audit',
      'GET /api/webhooks/dead-letters',
      'GET /api/webhooks/deliveries',
      'GET /api/webhooks/deliveries/{id}',
      'GET /api/webhooks/deliveries/{id}/attempts',
      'GET /api/webhooks/events',
      'GET /api/webhooks/events/{type}',
      'GET /api/webhooks/published/{id}',
      'GET /api/webhooks/queue/stats',
      'GET /api/webhooks/replays',
      'GET /api/webhooks/replays/{id}',
      'GET /api/webhooks/stats',
      'GET /api/webhooks/{id}',
      'GET /api/webhooks/{id}/deliveries',
      'GET /api/webhooks/{id}/health',
      'GET /api/webhooks/{id}/lane',
      'GET /api/webhooks/{id}/secrets',
      'GET /api/webhooks/{id}/stats',
      'GET /health/deliveries',
      'GET /health/live',
      'GET /health/ready',
      'PATCH /api/projects/{id}',
      'PATCH /api/users/{id}',
      'PATCH /api/webhooks/{id}',
      'POST /api/agents',
      'POST /api/agents/{id}/disconnect',
      'POST /api/agents/{id}/heartbeat',
      'POST /api/projects',
      'POST /api/projects/{projectId}/sessions',
      'POST /api/recordings',
      'POST /api/recordings/{id}/complete',
      'POST /api/recordings/{id}/fail',
      'POST /api/sessions',
      'POST /api/sessions/{id}/end',
      'POST /api/sessions/{id}/messages',
      'POST /api/sessions/{id}/pause',
      'POST /api/sessions/{id}/resume',
      'POST /api/storage/changes',
      'POST /api/users',
      'POST /api/webhooks',
      'POST /api/webhooks/api-keys',
      'POST /api/webhooks/clerk',
      'POST /api/webhooks/dead-letters/purge',
      'POST /api/webhooks/dead-letters/retry',
      'POST /api/webhooks/deliveries/{id}/cancel',
      'POST /api/webhooks/deliveries/{id}/retry',
      'POST /api/webhooks/deliveries/{id}/skip',
      'POST /api/webhooks/match',
      'POST /api/webhooks/publish',
      'POST /api/webhooks/publish/batch',
      'POST /api/webhooks/queue/pause',
      'POST /api/webhooks/queue/resume',
      'POST /api/webhooks/queue/retry-failed',
      'POST /api/webhooks/replays',
      'POST /api/webhooks/stripe',
      'POST /api/webhooks/{id}/lane/reset',
      'POST /api/webhooks/{id}/pause',
      'POST /api/webhooks/{id}/regenerate-secret',
      'POST /api/webhooks/{id}/resume',
      'POST /api/webhooks/{id}/test',
      'POST /api/webhooks/{id}/verify',
      'PUT /api/storage/limit',
      'PUT /api/webhooks/{id}',
    ]);
  });

  it('is valid to a validator of OpenAPI 3.1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hookline-openapi-'));
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    const { stdout } = await promisify(execFile)(process.execPath, [VALIDATOR, file]);
    await rm(folder, { recursive: true });
    expect(JSON.parse(stdout)).toEqual({ valid: true });
  });

  it('is valid: version, title, answers, parameters of paths, unique operation ids', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({
      title: 'Hookline',
      version: expect.any(String) as string,
    });
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [route, { responses = {}, parameters = [] }] of operations()) {
      const statuses = Object.keys(responses);
      expect({ route, statuses }).toMatchObject({
        statuses: expect.arrayContaining([expect.stringMatching(/^2\d\d$/)]) as string[],
      });
      const named = [...route.matchAll(/{(\w+)}/g)].map(([, name]) => name);
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect({ route, named: declared.map(({ name }) => name) }).toEqual({ route, named });
      expect(declared.every(({ required }) => required === true)).toBe(true);
    }
  });

  it('points only at what is in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    expect(references.length).toBeGreaterThan(20);
    const missing = references.filter((path) => {
      let target: unknown = document;
      for (const key of path.split('/'))
        target = (target as Record<string, unknown> | undefined)?.[key];
      return target === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('asks for a token everywhere but for health', () => {
    expect(document.components.securitySchemes).toHaveProperty('bearer');
    const open = operations()
      .filter(([, { security }]) => security === undefined)
      .map(([route]) => route);
    expect(open.sort()).toEqual([
      'GET /.well-known/hookline/jwks.json',
      'GET /health/deliveries',
      'GET /health/live',
      'GET /health/ready',
      'POST /api/webhooks/clerk',
      'POST /api/webhooks/stripe',
    ]);
  });

  it('says of every operation what it does, and of every body that it takes no other fields', () => {
    for (const [route, { summary, requestBody }] of operations()) {
      expect({ route, summary }).toEqual({ route, summary: expect.stringMatching(/\w/) as string });
      const schema = requestBody?.content['application/json']?.schema;
      const isOthers = /\/(stripe|clerk)$/.test(route);
      if (schema === undefined || isOthers) continue;
      const name = String(schema['$ref']).split('/').at(-1) ?? '';
      const { additionalProperties } = document.components.schemas[name] ?? {};
      expect({ route, additionalProperties }).toEqual({ route, additionalProperties: false });
    }
  });

  it('has examples that keep its own rules', () => {
    const schemas = new DocumentSchemas(document);
    const wrong = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      wrongExamples(schema, schemas).map((problem) => `${name}: ${problem}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has what receivers get as webhooks, with the schemas that the catalog serves', async () => {
    const { items } = await bodyOf<{ items: EventDescriptor[] }>(
      callerOf(app).get('/api/webhooks/events').expect(200),
    );
    expect(Object.keys(document.webhooks)).toEqual(items.map(({ type }) => type));
    for (const { type, schema, description } of items) {
      expect(document.components.schemas[type]).toMatchObject(schema);
      const { requestBody, summary, parameters } = document.webhooks[type]?.post ?? {};
      expect(summary).toBe(description ?? type);
      expect(parameters?.map(({ name }) => name)).toContain('webhook-signature');
      expect(requestBody?.content['application/json']?.schema).toMatchObject({
        properties: {
          type: { const: type },
          data: { $ref: `#/components/schemas/${type}` },
        },
      });
    }
  });

  it('has webhooks that what is sent keeps to', async () => {
    const receiver = await app.receiver({ events: ['*'] });
    await callerOf(app).post('/api/projects', { name: 'sent' }).expect(201);
    const { body } = await receiver.next();
    const { requestBody } = document.webhooks['project.created']?.post ?? {};
    const schema = requestBody?.content['application/json']?.schema ?? {};
    expect(new DocumentSchemas(document).validator(schema)(body)).toEqual([]);
  });
});

/** What is wrong with the examples of a schema, and of those inside of it. */
function wrongExamples(schema: unknown, schemas: DocumentSchemas): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((part) => wrongExamples(part, schemas));
  const { examples = [], ...rest } = schema as { examples?: unknown[] };
  const own = examples.flatMap((example) => schemas.validator(rest)(example));
  return [...own, ...Object.values(rest).flatMap((part) => wrongExamples(part, schemas))];
}
