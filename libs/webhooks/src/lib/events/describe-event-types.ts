import type { EventDescriptor } from './event-catalog';
import type { PayloadSchema } from './payload-schema';

const HEAD = `// Made from the catalog of events; do not edit.

/** What a webhook says, by the type of its event. */
export interface WebhookEventData {`;

const TAIL = `}

/** The types of events. */
export type WebhookEventType = keyof WebhookEventData;

/** The body of a webhook; switch over \`type\` to know \`data\`. */
export type WebhookMessage<Type extends WebhookEventType = WebhookEventType> = {
  [One in Type]: {
    /** The same on every attempt. */
    id: string;
    type: One;
    /** ISO 8601, UTC. */
    timestamp: string;
    data: WebhookEventData[One];
  };
}[Type];
`;

/**
 * The TypeScript types of events, for those who receive them: the text of a `.d.ts` file that needs nothing
 * else.
 * @param events the catalog's `describe()`
 * @example
 * ```ts
 * await writeFile('webhooks.d.ts', describeEventTypes(app.get(EventCatalog).describe()));
 * ```
 */
export function describeEventTypes(events: readonly EventDescriptor[]): string {
  const members = events.map(({ type, description, deprecated, schema }) => {
    const said = [description ?? '', deprecated ? '@deprecated' : ''].filter((text) => text !== '');
    return `${comment(said.join('\n'), '  ')}  ${JSON.stringify(type)}: ${typeText(schema, '  ')};\n`;
  });
  return `${HEAD}\n${members.join('')}${TAIL}`;
}

function typeText(schema: PayloadSchema, indent: string): string {
  const { enum: values, anyOf, oneOf, type } = schema;
  if (Array.isArray(values)) return union(values.map((value) => JSON.stringify(value)));
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) {
    return union(choices.map((choice) => typeText(choice as PayloadSchema, indent)));
  }
  const names: unknown[] = Array.isArray(type) ? type : [type];
  return union(names.map((name) => namedType(name, schema, indent)));
}

function namedType(name: unknown, schema: PayloadSchema, indent: string): string {
  switch (name) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return name;
    case 'integer':
      return 'number';
    case 'array':
      return `Array<${typeText((schema['items'] ?? {}) as PayloadSchema, indent)}>`;
    case 'object':
      return objectType(schema, indent);
    default:
      return 'unknown';
  }
}

function objectType(schema: PayloadSchema, indent: string): string {
  const properties = (schema['properties'] ?? {}) as Record<string, PayloadSchema>;
  const required = (schema['required'] ?? []) as string[];
  const inside = `${indent}  `;
  const members = Object.entries(properties).map(([field, rule]) => {
    const optional = required.includes(field) ? '' : '?';
    const description = rule['description'];
    const said = typeof description === 'string' ? comment(description, inside) : '';
    return `${said}${inside}${JSON.stringify(field)}${optional}: ${typeText(rule, inside)};\n`;
  });
  return members.length === 0 ? 'Record<string, unknown>' : `{\n${members.join('')}${indent}}`;
}

/** Without repetitions: the formats of a text are all `string`. */
function union(types: string[]): string {
  return [...new Set(types)].join(' | ');
}

function comment(text: string, indent: string): string {
  if (text === '') return '';
  const lines = text.replaceAll('*/', '* /').split('\n');
  if (lines.length === 1) return `${indent}/** ${text.replaceAll('*/', '* /')} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
