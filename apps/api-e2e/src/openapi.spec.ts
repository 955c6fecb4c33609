import type { WebhooksTestingApp } from '@hookline/testing';
import request from 'supertest';
import { host } from './testing/host';

interface Operation {
  operationId?: string;
  responses?: Record<string, unknown>;
  parameters?: { name: string; in: string; required?: boolean }[];
  security?: unknown[];
}

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

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
      'DELETE /api/projects/{id}',
      'DELETE /api/webhooks/{id}',
      'GET /api/projects',
      'GET /api/projects/{id}',
      'GET /api/projects/{projectId}/sessions',
      'GET /api/sessions',
      'GET /api/sessions/{id}',
      'GET /api/sessions/{id}/messages',
      'GET /api/webhooks',
      'GET /api/webhooks/deliveries/{id}',
      'GET /api/webhooks/events',
      'GET /api/webhooks/{id}',
      'GET /api/webhooks/{id}/deliveries',
      'GET /health/live',
      'GET /health/ready',
      'PATCH /api/projects/{id}',
      'PATCH /api/webhooks/{id}',
      'POST /api/projects',
      'POST /api/projects/{projectId}/sessions',
      'POST /api/sessions',
      'POST /api/sessions/{id}/end',
      'POST /api/sessions/{id}/messages',
      'POST /api/sessions/{id}/pause',
      'POST /api/sessions/{id}/resume',
      'POST /api/webhooks',
      'POST /api/webhooks/{id}/test',
      'PUT /api/webhooks/{id}',
    ]);
  });

  it('is valid: version, title, answers, parameters of paths, unique operation ids', () => {
    expect(document.openapi).toMatch(/^3\.[01]\.\d+$/);
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
    expect(open.sort()).toEqual(['GET /health/live', 'GET /health/ready']);
  });

  it('describes the events', () => {
    for (const name of [
      'ProjectCreated',
      'ProjectUpdated',
      'ProjectDeleted',
      'SessionStarted',
      'SessionEnded',
      'SessionMessageSent',
      'SessionPaused',
      'SessionResumed',
    ]) {
      expect(document.components.schemas).toHaveProperty(name);
    }
  });
});
