import type { EventDescriptor } from '../../events/event-catalog';
import type { Json } from './to-openapi-3-1';

const EXAMPLE_ID = 'evt_01kamqz0x3f1v9p0c6c2q1b7zd';
const SCHEME = 'Of the schemes `hex` and `sha256`, the names begin with `x-`.';

/** Headers of every message, of the scheme that endpoints have by default. */
const HEADERS = [
  header('webhook-id', `The id of the event, the same on every attempt. ${SCHEME}`, EXAMPLE_ID),
  header('webhook-timestamp', 'Seconds since 1970 when it was signed.', '1795334400'),
  header('webhook-signature', 'One for each live secret, with spaces between.', 'v1,K5oZfz…'),
];

/** The schemas of the data of events, by their types. */
export function eventSchemas(events: readonly EventDescriptor[]): Json {
  return Object.fromEntries(events.map((event) => [event.type, dataSchema(event)]));
}

/** What receivers get, as the part `webhooks` of a document of OpenAPI 3.1. */
export function eventWebhooks(events: readonly EventDescriptor[]): Json {
  return Object.fromEntries(events.map((event) => [event.type, { post: message(event) }]));
}

/** The schema that the catalog serves, with what it says of the event. */
function dataSchema({ schema, description, example }: EventDescriptor): Json {
  return {
    ...schema,
    ...(description !== null && { description }),
    ...(isExample(example) && { examples: [example] }),
  };
}

function message({ type, description, deprecated, version, example }: EventDescriptor): Json {
  const envelope = { id: EXAMPLE_ID, type, timestamp: '2026-11-22T08:00:00.000Z', data: example };
  return {
    operationId: `webhook.${type}`,
    summary: description ?? type,
    description: `Version ${version}. Sent to the URL of every endpoint that has it in \`events\`.`,
    ...(deprecated && { deprecated }),
    tags: ['events'],
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: envelopeSchema(type),
          ...(isExample(example) && { example: envelope }),
        },
      },
    },
    responses: {
      '2XX': { description: 'Taken. What the body says is not looked at.' },
      '410': { description: 'Not wanted any more: the endpoint is switched off.' },
      default: {
        description:
          'Not taken. Sent again later, by the retry policy and statuses of the endpoint.',
      },
    },
  };
}

function envelopeSchema(type: string): Json {
  return {
    type: 'object',
    properties: {
      id: { type: 'string', examples: [EXAMPLE_ID] },
      type: { type: 'string', const: type },
      timestamp: { type: 'string', format: 'date-time', description: 'When it was published.' },
      data: { $ref: `#/components/schemas/${type}` },
    },
    required: ['id', 'type', 'timestamp', 'data'],
  };
}

function isExample(example: unknown): boolean {
  return example !== null && example !== undefined;
}

function header(name: string, description: string, example: string): Json {
  return {
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string', examples: [example] },
  };
}
