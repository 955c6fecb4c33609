import { toOpenApi31 } from './to-openapi-3-1';

const converted = (schema: object): unknown => {
  const document = { openapi: '3.0.0', paths: {}, components: { schemas: { Given: schema } } };
  return toOpenApi31(document).components.schemas.Given;
};
const REFERENCE = { $ref: '#/components/schemas/Other' };

describe('OpenAPI 3.1 of 3.0', () => {
  it.each([
    ['a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['a type that is not', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'a list of values',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'a reference',
      { allOf: [REFERENCE], nullable: true, description: 'x' },
      { anyOf: [REFERENCE, { type: 'null' }], description: 'x' },
    ],
    [
      'alternatives',
      { oneOf: [{ type: 'string' }], nullable: true },
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    ['anything', { nullable: true, description: 'x' }, { description: 'x' }],
  ])('writes that %s may be null', (_, given, expected) => {
    expect(converted(given)).toEqual(expected);
  });

  it('writes one example as the first of several, and references beside descriptions', () => {
    expect(converted({ type: 'string', example: 'a' })).toEqual({
      type: 'string',
      examples: ['a'],
    });
    expect(converted({ allOf: [REFERENCE], description: 'x' })).toEqual({
      ...REFERENCE,
      description: 'x',
    });
    const parts = { allOf: [REFERENCE, { type: 'object' }] };
    expect(converted(parts)).toEqual(parts);
  });

  it('goes to the depth of schemas, and takes names of fields for what they are', () => {
    const field = { type: 'string', nullable: true, example: 'a' };
    const changed = { type: ['string', 'null'], examples: ['a'] };
    const nested = (part: object): object => ({
      type: 'object',
      properties: { example: part, nullable: part, items: { type: 'array', items: part } },
      additionalProperties: { oneOf: [part] },
    });
    expect(converted(nested(field))).toEqual(nested(changed));
  });

  it('changes schemas of parameters and answers, and no example', () => {
    const schema = { type: 'number', nullable: true };
    const example = { schema: { nullable: true }, nullable: true };
    const content = {
      'application/json': { schema, example, examples: { one: { value: example } } },
    };
    const operation = {
      parameters: [{ name: 'a', in: 'query', schema, example }],
      responses: { 200: { content } },
    };
    const document = { openapi: '3.0.0', paths: { '/': { get: operation } }, components: {} };
    const { get } = toOpenApi31(document).paths['/'];
    const type = ['number', 'null'];
    expect(get.parameters).toEqual([{ name: 'a', in: 'query', schema: { type }, example }]);
    expect(get.responses[200].content['application/json']).toEqual({
      ...content['application/json'],
      schema: { type },
    });
  });
});
