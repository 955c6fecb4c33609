/** A JSON object, of which only some fields are looked at. */
export type Json = Record<string, unknown>;

/** Keywords of a schema that hold one schema, a list of them, or named ones. */
const ONE = ['items', 'additionalProperties', 'not', 'propertyNames'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties'];

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * A document of OpenAPI 3.0, as @nestjs/swagger makes it, as one of 3.1: schemas are JSON Schema there,
 * so that `nullable` is a type and an `example` one of several.
 */
export function toOpenApi31<Document extends object>(document: Document): Document {
  return { ...mapSchemas(document, convert), openapi: '3.1.1' };
}

/** Every operation of a document, with its method and path. */
export function operationsOf(
  document: object,
): { method: string; path: string; operation: Json }[] {
  return Object.entries(child(document, 'paths')).flatMap(([path, item]) =>
    METHODS.filter((method) => isJson((item as Json)[method])).map((method) => ({
      method,
      path,
      operation: child(item as Json, method),
    })),
  );
}

/** Changes every schema, those inside of others first. */
function mapSchemas<Document extends object>(
  document: Document,
  change: (schema: Json) => Json,
): Document {
  const components = child(document, 'components');
  const schemas = mapValues(child(components, 'schemas'), (schema) => deep(schema, change));
  const paths = mapValues(child(document, 'paths'), (item) => around(item, change));
  return { ...document, paths, components: { ...components, schemas } };
}

/** Schemas outside of components stand below `schema`, wherever that is; examples are left alone. */
function around(value: unknown, change: (schema: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => around(item, change));
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'schema') return [key, deep(inner, change)];
      return [key, key === 'example' || key === 'examples' ? inner : around(inner, change)];
    }),
  );
}

/** Changes a schema and all inside of it. */
export function deep(schema: unknown, change: (schema: Json) => Json): unknown {
  if (!isJson(schema)) return schema;
  const go = (inner: unknown): unknown => deep(inner, change);
  const changed = Object.entries(schema).map(([key, inner]): [string, unknown] => {
    if (ONE.includes(key)) return [key, go(inner)];
    if (LISTS.includes(key) && Array.isArray(inner)) return [key, inner.map(go)];
    return [key, NAMED.includes(key) ? mapValues(inner as Json, go) : inner];
  });
  return change(Object.fromEntries(changed));
}

function convert({ nullable, example, ...schema }: Json): Json {
  const plain = unwrapped(schema);
  const described = example === undefined ? plain : { ...plain, examples: [example] };
  return nullable === true ? withNull(described) : described;
}

/** 3.0 allows nothing beside a `$ref`, so @nestjs/swagger wraps it where there is a description. */
function unwrapped({ allOf, ...rest }: Json): Json {
  if (!Array.isArray(allOf)) return rest;
  const [only, ...more] = allOf as Json[];
  const isWrapped = more.length === 0 && only !== undefined && Object.keys(only).join() === '$ref';
  return isWrapped ? { ...only, ...without(rest, 'type') } : { allOf, ...rest };
}

function withNull(schema: Json): Json {
  const { type, $ref, oneOf, anyOf, enum: values } = schema;
  const isNull = { type: 'null' };
  if ($ref !== undefined) return { ...without(schema, '$ref'), anyOf: [{ $ref }, isNull] };
  if (Array.isArray(oneOf)) return { ...schema, oneOf: [...(oneOf as unknown[]), isNull] };
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...(anyOf as unknown[]), isNull] };
  if (typeof type !== 'string') return schema;
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) &&
      !values.includes(null) && { enum: [...(values as unknown[]), null] }),
  };
}

function without(schema: Json, key: string): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key));
}

/** A field that is an object; an empty one when it is not there. */
export function child(of: object, key: string): Json {
  const value: unknown = Reflect.get(of, key);
  return isJson(value) ? value : {};
}

function mapValues(record: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
