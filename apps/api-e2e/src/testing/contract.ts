import { describeApi } from '@hookline/api';
import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DocumentSchemas, type Validator } from './document-schemas';
import { DocumentRoutes, type DocumentOperation } from './document-routes';

/** One request, and what was answered. */
export interface Exchange {
  method: string;
  path: string;
  query: [string, string][];
  headers: Record<string, unknown>;
  /** The JSON that was sent; `undefined` without a body that was read. */
  body: unknown;
  hasBody: boolean;
  status: number;
  type: string | undefined;
  answerHeaders: Record<string, unknown>;
  text: string;
}

/** What no client of the API asks for. */
const OTHERS = /^\/(api\/docs|metrics$)/;

/**
 * The OpenAPI document as a contract: each exchange of the host is held against it, whoever sends the
 * request and by what. One for all hosts of a test file.
 */
class Contract {
  private routes: DocumentRoutes | undefined;
  private schemas: DocumentSchemas | undefined;
  private readonly broken: string[] = [];
  private readonly seen = new Set<string>();

  /** Reads the document of the first application, which is that of all. */
  read(app: INestApplication): void {
    if (this.routes !== undefined) return;
    const document = JSON.parse(JSON.stringify(describeApi(app))) as object;
    this.routes = new DocumentRoutes(document);
    this.schemas = new DocumentSchemas(document);
  }

  /** What was found wrong since the last time. */
  takeViolations(): string[] {
    return this.broken.splice(0);
  }

  /** Answers that were given, as `GET /api/webhooks 200` or with the code of a problem behind. */
  get answers(): ReadonlySet<string> {
    return this.seen;
  }

  check(exchange: Exchange): void {
    const { method, path, status } = exchange;
    const problems = this.problemsOf(exchange);
    for (const problem of problems) this.broken.push(`${method} ${path} → ${status}: ${problem}`);
  }

  /** Never throws: the answer would not be sent, its client and the end of the application would wait for it. */
  private problemsOf(exchange: Exchange): string[] {
    try {
      const operation = this.routes?.find(exchange.method, exchange.path);
      return operation ? this.held(exchange, operation) : this.elsewhere(exchange);
    } catch (error) {
      return [`could not be checked: ${(error as Error).message}`];
    }
  }

  private elsewhere({ path, status, text, type }: Exchange): string[] {
    if (OTHERS.test(path)) return [];
    if (status !== 404 && status !== 400) return ['is no operation of the document'];
    if (type !== 'application/problem+json') return [`was refused as ${type}`];
    const validate = this.validator({ $ref: '#/components/schemas/Problem' });
    return validate(JSON.parse(text)).map((message) => `the problem ${message}`);
  }

  private held(exchange: Exchange, operation: DocumentOperation): string[] {
    const { status, text, type } = exchange;
    const isProblem = type === 'application/problem+json';
    const code = isProblem ? ` ${(JSON.parse(text) as { code: string }).code}` : '';
    this.seen.add(`${operation.route} ${status}${code}`);
    const answered = this.checkAnswer(exchange, operation);
    return status < 300 ? [...answered, ...this.checkRequest(exchange, operation)] : answered;
  }

  private checkAnswer(exchange: Exchange, { responses }: DocumentOperation): string[] {
    const { status, type, text, method, answerHeaders } = exchange;
    const response = responses[status];
    if (response === undefined) return [`status is not documented: ${text.slice(0, 300)}`];
    const missing = Object.keys(response.headers ?? {})
      .filter((name) => !name.startsWith('X-RateLimit'))
      .filter((name) => answerHeaders[name.toLowerCase()] === undefined)
      .map((name) => `the header ${name} is missing`);
    const { content } = response;
    if (content === undefined) return text === '' ? missing : [...missing, 'has a body'];
    const media = type === undefined ? undefined : content[type];
    if (media === undefined) return [...missing, `content type is not documented: ${type}`];
    if (method === 'HEAD') return missing;
    const validate = this.validator(media.schema);
    const isJson = type?.endsWith('json') === true;
    const value: unknown = isJson ? JSON.parse(text) : text;
    return [...missing, ...validate(value).map((message) => `the answer ${message}`)];
  }

  private checkRequest(exchange: Exchange, operation: DocumentOperation): string[] {
    return [...this.checkParameters(exchange, operation), ...this.checkBody(exchange, operation)];
  }

  private checkParameters({ query, headers }: Exchange, operation: DocumentOperation): string[] {
    const { parameters } = operation;
    const asked = parameters.filter((parameter) => parameter.in === 'query');
    const unknown = query.filter(([name]) => !asked.some((parameter) => parameter.name === name));
    const given = parameters.flatMap(({ name, in: place, schema, required }) => {
      if (place === 'path') return [];
      const value =
        place === 'query' ? query.find(([key]) => key === name)?.[1] : headers[name.toLowerCase()];
      if (value === undefined) return required ? [`the parameter ${name} is missing`] : [];
      const validate = this.validator(schema ?? {});
      return validate(readText(value, schema)).map((message) => `the parameter ${name} ${message}`);
    });
    return [...unknown.map(([name]) => `the parameter ${name} is not documented`), ...given];
  }

  private checkBody({ body, hasBody, headers }: Exchange, operation: DocumentOperation): string[] {
    const { requestBody } = operation;
    if (requestBody === undefined) return hasBody ? ['has a body that is not documented'] : [];
    if (!hasBody) return requestBody.required ? ['lacks its body'] : [];
    const type = String(headers['content-type']).split(';')[0] ?? '';
    const media = requestBody.content[type];
    if (media === undefined) return [`a body of the type ${type} is not documented`];
    return this.validator(media.schema)(body).map((message) => `the body ${message}`);
  }

  private validator(schema: object): Validator {
    if (this.schemas === undefined) throw new Error('No document was read.');
    return this.schemas.validator(schema);
  }
}

/** Of this test file. */
export const contract = new Contract();

/** Has each exchange of an application held against its document, before the client has the answer. */
export function holdToContract(app: INestApplication): void {
  contract.read(app);
  app.use((request: Request, response: Response, next: () => void) => {
    const chunks: Buffer[] = [];
    const { write, end } = response;
    const keep = (chunk: unknown): void => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    response.write = (...args: unknown[]): boolean => {
      keep(args[0]);
      return Reflect.apply(write, response, args) as boolean;
    };
    response.end = (...args: unknown[]): Response => {
      keep(args[0]);
      contract.check(exchangeOf(request, response, Buffer.concat(chunks).toString()));
      return Reflect.apply(end, response, args) as Response;
    };
    next();
  });
}

function exchangeOf(request: Request, response: Response, text: string): Exchange {
  const { method, originalUrl, headers } = request;
  const url = new URL(originalUrl, 'http://host');
  const { rawBody } = request as { rawBody?: Buffer };
  const hasBody = rawBody !== undefined && rawBody.length > 0;
  return {
    method,
    headers,
    hasBody,
    text,
    path: originalUrl.split('?')[0] ?? '',
    query: [...url.searchParams],
    body: hasBody && response.statusCode < 300 ? JSON.parse(rawBody.toString()) : undefined,
    status: response.statusCode,
    type: String(response.getHeader('content-type') ?? '').split(';')[0] || undefined,
    answerHeaders: response.getHeaders(),
  };
}

/** A parameter's text as what its schema says. */
function readText(value: unknown, schema: { type?: unknown } = {}): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return Number(value);
  return schema.type === 'boolean' ? value === 'true' : value;
}
