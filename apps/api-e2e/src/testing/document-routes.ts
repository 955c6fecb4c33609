import type { Parameter, Schema } from './openapi';

/** An answer that the document has. */
export interface DocumentResponse {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, { schema: Schema; examples?: Record<string, unknown> }>;
}

/** An operation, as the document has it, with its responses in place of references to them. */
export interface DocumentOperation {
  /** `GET /api/webhooks/{id}` */
  route: string;
  method: string;
  path: string;
  operationId: string;
  parameters: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, DocumentResponse>;
  security?: Record<string, string[]>[];
}

interface Written {
  paths: Record<string, Record<string, Omit<DocumentOperation, 'route' | 'method' | 'path'>>>;
  components: { responses: Record<string, DocumentResponse> };
}

/** The operations of a document, and which of them a request is for. */
export class DocumentRoutes {
  readonly operations: readonly DocumentOperation[];
  private readonly patterns: { method: string; pattern: RegExp; operation: DocumentOperation }[];

  constructor(document: object) {
    const { paths, components } = document as Written;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([name, written]) => {
        const method = name.toUpperCase();
        const responses = Object.entries(written.responses).map(([status, response]) => [
          status,
          referred(response, components.responses),
        ]);
        return {
          ...written,
          ...{ route: `${method} ${path}`, method, path },
          responses: Object.fromEntries(responses) as DocumentOperation['responses'],
        };
      }),
    );
    // What has fewer variable parts is meant first.
    this.patterns = [...this.operations]
      .sort((one, other) => variables(one) - variables(other))
      .map((operation) => {
        const source = operation.path.replaceAll('.', '\\.').replaceAll(/{\w+}/g, '[^/]+');
        return { method: operation.method, pattern: new RegExp(`^${source}/?$`), operation };
      });
  }

  /** The operation of a request; `undefined` when the document has none. */
  find(method: string, path: string): DocumentOperation | undefined {
    if (!isDecodable(path)) return undefined;
    const asked = method === 'HEAD' ? 'GET' : method;
    return this.patterns.find(({ method, pattern }) => method === asked && pattern.test(path))
      ?.operation;
  }
}

function referred(
  response: DocumentResponse & { $ref?: string },
  shared: Record<string, DocumentResponse>,
): DocumentResponse {
  const name = response.$ref?.split('/').at(-1);
  return (name === undefined ? undefined : shared[name]) ?? response;
}

function variables({ path }: DocumentOperation): number {
  return path.split('{').length;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
