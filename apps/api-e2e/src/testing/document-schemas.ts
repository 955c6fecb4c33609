import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** Says what is wrong with a value; nothing when it is right. */
export type Validator = (value: unknown) => string[];

type Json = Record<string, unknown>;

const ID = 'https://hookline.test/openapi';

/**
 * The schemas of a document, without room for fields that they do not name: a caller may rely on the
 * document to be complete.
 */
export class DocumentSchemas {
  private readonly ajv = addFormats(new Ajv2020({ strict: false, validateSchema: false }));
  private readonly compiled = new Map<string, Validator>();

  constructor(document: object) {
    const { components } = document as { components: { schemas: Record<string, Json> } };
    const schemas: Json = {};
    for (const [name, schema] of Object.entries(components.schemas)) {
      schemas[name] = closedInside(schema);
    }
    this.ajv.addSchema(absolute({ $id: ID, components: { schemas } }));
  }

  /** Compiles a schema once. */
  validator(schema: object): Validator {
    const key = JSON.stringify(schema);
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    const validate = this.ajv.compile(absolute(closed(schema as Json)));
    const validator: Validator = (value) => {
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message, params }) =>
        `${instancePath || 'itself'} ${message} ${JSON.stringify(params)}`.slice(0, 400),
      );
    };
    this.compiled.set(key, validator);
    return validator;
  }
}

/**
 * Closes a schema where it is used, not where it is declared: what `allOf` puts together has the fields
 * of all its parts.
 */
function closed(schema: Json): Json {
  const inside = closedInside(schema);
  const names = ['properties', '$ref', 'allOf'].some((keyword) => keyword in schema);
  return names && !('additionalProperties' in schema)
    ? { ...inside, unevaluatedProperties: false }
    : inside;
}

function closedInside(schema: Json): Json {
  const changed = Object.entries(schema).map(([keyword, value]) => [
    keyword,
    closedKeyword(keyword, value),
  ]);
  return Object.fromEntries(changed) as Json;
}

function closedKeyword(keyword: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const change = { anyOf: closed, oneOf: closed, allOf: closedInside }[keyword];
    return change ? (value as Json[]).map(change) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (keyword === 'items' || keyword === 'additionalProperties') return closed(value as Json);
  if (keyword !== 'properties') return value;
  const fields = Object.entries(value as Record<string, Json>);
  return Object.fromEntries(fields.map(([name, field]) => [name, closed(field)]));
}

/** With references that do not depend on where a schema stands. */
function absolute(schema: Json): Json {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${ID}#/`);
  return JSON.parse(text) as Json;
}
