import type { WebhooksTestingApp } from '@hookline/testing';
import request from 'supertest';
import { DocumentRoutes } from './document-routes';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** As much of a JSON Schema as the document uses. */
export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  type?: string;
  format?: string;
  enum?: unknown[];
  example?: unknown;
  nullable?: boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: string[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
}

/** One operation of the document, with what it refers to put in place. */
export interface Operation {
  /** `GET /api/webhooks/{id}` */
  route: string;
  method: Method;
  path: string;
  parameters: Parameter[];
  /** Of the JSON body; `undefined` when it takes none. */
  body: Schema | undefined;
  /** Whether it asks for a token. */
  secured: boolean;
  /** What it may answer: statuses, and of problems their codes. */
  answers: { status: number; code: string | undefined }[];
}

interface WrittenSchema extends Omit<Schema, 'type'> {
  type?: string | string[];
  anyOf?: WrittenSchema[];
  examples?: unknown[];
}

/** Every operation that the running application describes. */
export async function readOperations(app: WebhooksTestingApp): Promise<Operation[]> {
  const response = await request(app.http).get('/api/docs-json').expect(200);
  const document = response.body as { components: { schemas: Record<string, Schema> } };
  const { schemas } = document.components;
  return new DocumentRoutes(document).operations.map((written) => {
    const { route, method, path, security, requestBody } = written;
    const schema = requestBody?.content['application/json']?.schema;
    const parameters = written.parameters.map((parameter) => ({
      ...parameter,
      schema: inlined(parameter.schema ?? {}, schemas),
    }));
    return {
      ...{ route, path, parameters },
      method: method.toLowerCase() as Method,
      body: schema && inlined(schema, schemas),
      secured: security !== undefined,
      answers: Object.entries(written.responses).flatMap(([status, { content = {} }]) => {
        const codes = Object.keys(content['application/problem+json']?.examples ?? {});
        return (codes.length > 0 ? codes : [undefined]).map((code) => ({
          status: Number(status),
          code,
        }));
      }),
    };
  });
}

/** A schema without references; where one leads back to itself, anything goes. */
function inlined(
  schema: Schema,
  schemas: Record<string, Schema>,
  within: readonly string[] = [],
): Schema {
  const { $ref, allOf = [], ...rest } = plain(schema);
  const inside = $ref === undefined ? within : [...within, $ref];
  if ($ref !== undefined && within.includes($ref)) return {};
  const go = (child: Schema): Schema => inlined(child, schemas, inside);
  const parts = $ref === undefined ? allOf : [schemas[$ref.split('/').at(-1) ?? ''] ?? {}];
  return parts.map(go).reduce((whole, part) => ({ ...part, ...whole }), eachChild(rest, go));
}

/** One type, one example, and `null` as something apart. */
function plain({ type, anyOf = [], examples, ...schema }: WrittenSchema): Schema {
  const types = [type ?? []].flat();
  const kinds = types.filter((name) => name !== 'null');
  const alternatives = anyOf.filter((part) => part.type !== 'null');
  const isNullable = kinds.length < types.length || alternatives.length < anyOf.length;
  return {
    ...schema,
    ...(kinds[0] !== undefined && { type: kinds[0] }),
    ...(alternatives[0] !== undefined && plain(alternatives[0])),
    ...(examples && { example: examples[0] }),
    ...(isNullable && { nullable: true }),
  };
}

function eachChild(schema: Schema, change: (child: Schema) => Schema): Schema {
  const { items, oneOf, properties } = schema;
  const changed = Object.entries(properties ?? {}).map(([name, child]) => [name, change(child)]);
  const alternatives = oneOf?.filter(({ type }) => type !== 'null');
  return {
    ...schema,
    ...(items && { items: change(items) }),
    ...(alternatives && { oneOf: alternatives.map(change) }),
    ...(properties && { properties: Object.fromEntries(changed) as Record<string, Schema> }),
  };
}
