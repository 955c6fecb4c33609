import type { ApiScope } from '@hookline/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { scopeOfMethod } from '../../access/scopes';
import { child, deep, operationsOf, type Json } from './to-openapi-3-1';

// Notes on operations, from decorators to the document. They are not in what is published.
const STRICT = 'x-hookline-strict';
const MANAGED = 'x-hookline-managed';
const SCOPE = 'x-hookline-scope';

/** Headers of every answer of the management API that was not an error. */
export const RATE_LIMIT_HEADERS = {
  'X-RateLimit-Limit': numberHeader('Most requests of the caller in a window.'),
  'X-RateLimit-Remaining': numberHeader('What is left of them.'),
  'X-RateLimit-Reset': numberHeader('Seconds until the window ends.'),
};

/**
 * Says in the document that bodies with unknown fields are refused, of an operation or all of a
 * controller.
 */
export const ApiStrictBody = (): MethodDecorator & ClassDecorator => ApiExtension(STRICT, true);

/** Says in the document what every route of the management API has. */
export const ApiManaged = (): MethodDecorator & ClassDecorator =>
  applyDecorators(ApiStrictBody(), ApiExtension(MANAGED, true));

/** Says in the document which scope is needed, where the method of the request does not tell it. */
export const ApiScopeNeeded = (scope: ApiScope): MethodDecorator & ClassDecorator =>
  ApiExtension(SCOPE, scope);

/** Carries out what the decorators noted. */
export function applyMarks(document: Json): void {
  const schemas = child(child(document, 'components'), 'schemas');
  for (const { method, operation } of operationsOf(document)) {
    if (operation[STRICT] === true) closeBody(operation, schemas);
    if (operation[MANAGED] === true) {
      const scope = operation[SCOPE] ?? scopeOfMethod(method.toUpperCase());
      operation['security'] = [{ bearer: [scope] }];
      addRateLimit(operation);
    }
    for (const mark of [STRICT, MANAGED, SCOPE]) Reflect.deleteProperty(operation, mark);
  }
}

function closeBody(operation: Json, schemas: Json): void {
  const content = child(child(operation, 'requestBody'), 'content');
  const names = new Set<string>();
  for (const media of Object.values(content)) {
    (media as Json)['schema'] = closed((media as Json)['schema'], names);
  }
  // A set hands out what is added while it is walked.
  for (const name of names) schemas[name] = closed(schemas[name], names);
}

/** A schema whose objects have no other fields; collects the names of the schemas that it refers to. */
function closed(schema: unknown, names: Set<string>): unknown {
  return deep(schema, (part) => {
    const { $ref, properties, additionalProperties } = part;
    if (typeof $ref === 'string') names.add($ref.slice($ref.lastIndexOf('/') + 1));
    const isOpen = properties !== undefined && additionalProperties === undefined;
    return isOpen ? { ...part, additionalProperties: false } : part;
  });
}

function addRateLimit(operation: Json): void {
  for (const [status, response] of Object.entries(child(operation, 'responses'))) {
    if (!status.startsWith('2')) continue;
    const answer = response as Json;
    const names = Object.keys(RATE_LIMIT_HEADERS);
    const references = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
    answer['headers'] = { ...child(answer, 'headers'), ...Object.fromEntries(references) };
  }
}

function numberHeader(description: string): Json {
  return { description, schema: { type: 'integer', minimum: 0 } };
}
