import type { EventDescriptor } from '@hookline/webhooks';

type Schema = EventDescriptor['schema'];

const HEAD = `# Events

What the host tells of. This page is made from the catalog by \`npm run events:docs\`; do not edit it. The
same is served at \`GET /api/webhooks/events\`, with the JSON Schema of each event, and \`npm run events:types\`
prints it as TypeScript.

Below is the \`data\` of each event. What stands around it is in
[Receiving webhooks](receiving.md#what-a-message-looks-like). Ignore fields that you do not know: new ones come
without a new version.
`;

/** The page about the events of a catalog, as prettier would write it. */
export function eventsPage(events: readonly EventDescriptor[]): string {
  const families = new Map<string, EventDescriptor[]>();
  for (const event of events) {
    const [family = ''] = event.type.split('.');
    families.set(family, [...(families.get(family) ?? []), event]);
  }
  const sections = [...families].map(([family, members]) =>
    [`## ${family}`, ...members.map(eventSection)].join('\n\n'),
  );
  return `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`;
}

function eventSection({ type, description, deprecated, example, schema }: EventDescriptor): string {
  const said = `${description ?? 'No description'}.${deprecated ? ' **Deprecated.**' : ''}`;
  const json = JSON.stringify(example, null, 2);
  return [`### ${type}`, said, fieldTable(schema), `\`\`\`json\n${json}\n\`\`\``].join('\n\n');
}

function fieldTable(schema: Schema): string {
  const rows = [['field', 'type', 'meaning'], ...fieldRows(schema, '')];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  const line = (cells: string[], filler = ' '): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, filler)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(['-', '-', '-'], '-'), ...body.map((row) => line(row))].join('\n');
}

function fieldRows(schema: Schema, prefix: string): string[][] {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  return Object.entries(properties).flatMap(([field, rule]) => {
    const name = `\`${prefix}${field}\``;
    const kind = `${kindOf(rule)}${required.includes(field) ? '' : ', or nothing'}`;
    const description = rule['description'];
    const row = [name, kind, typeof description === 'string' ? description : ''];
    return [row, ...fieldRows(rule, `${prefix}${field}.`)];
  });
}

function kindOf(rule: Schema): string {
  const { enum: values, format, type } = rule;
  if (Array.isArray(values)) {
    const named = values.filter((value) => value !== null) as string[];
    return named.map((value) => `\`${value}\``).join(', ');
  }
  const [first] = alternativesOf(rule);
  if (first !== undefined) return kindOf(first);
  if (format === 'date' || format === 'date-time') return 'time (ISO 8601)';
  if (typeof format === 'string') return format;
  const names = (Array.isArray(type) ? type : [type]) as string[];
  const [name = 'anything'] = names.filter((one) => one !== 'null');
  return { string: 'text', integer: 'whole number' }[name] ?? name;
}

function alternativesOf({ anyOf, oneOf }: Schema): Schema[] {
  return ((anyOf ?? oneOf ?? []) as Schema[]).filter(({ type }) => type !== 'null');
}

function pad(cell: string, width: number, filler: string): string {
  return cell + filler.repeat(width - [...cell].length);
}
