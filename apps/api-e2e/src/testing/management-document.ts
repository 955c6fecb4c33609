type Json = Record<string, unknown>;

interface Document extends Json {
  paths: Record<string, Record<string, { tags?: string[] }>>;
  components: Record<string, Json>;
}

const HOST_PATH = '/api/webhooks';
const REFERENCE = /"#\/components\/(\w+)\/([^"]+)"/g;

/**
 * What of the host's document is the library's own: its operations, at the path that they have by
 * default, and what these refer to. The events are each application's own.
 */
export function managementDocument(host: object): object {
  const { paths, components, openapi } = host as Document;
  const own = Object.entries(paths)
    .filter(([path, methods]) => path.startsWith(HOST_PATH) && isManagement(methods))
    .map(([path, methods]) => [path.replace(HOST_PATH, '/webhooks'), methods]);
  const document = {
    openapi,
    info: {
      title: 'Hookline',
      description: 'The management API of webhooks. Errors are problem+json; branch on `code`.',
      version: '0.1.0',
    },
    paths: Object.fromEntries(own) as Json,
    components: { securitySchemes: components['securitySchemes'] ?? {} } as Document['components'],
  };
  for (const [kind, name] of referredBy(document.paths, components)) {
    document.components[kind] = { ...document.components[kind], [name]: components[kind]?.[name] };
  }
  return document;
}

function isManagement(methods: Document['paths'][string]): boolean {
  return Object.values(methods).every(({ tags = [] }) => tags.includes('webhooks'));
}

/** Everything that is referred to, directly or not, by kind and name, in alphabetical order. */
function referredBy(value: unknown, components: Document['components']): [string, string][] {
  const found = new Map<string, [string, string]>();
  const waiting: unknown[] = [value];
  for (const part of waiting) {
    for (const [pointer, kind = '', name = ''] of JSON.stringify(part).matchAll(REFERENCE)) {
      if (found.has(pointer)) continue;
      found.set(pointer, [kind, name]);
      waiting.push(components[kind]?.[name]);
    }
  }
  return [...found.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, pair]) => pair);
}
