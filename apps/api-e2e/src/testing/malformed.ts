import fc, { type Arbitrary } from 'fast-check';
import {
  badIds,
  flawsOf,
  sitesOf,
  textFlaws,
  UNKNOWN_FIELDS,
  unstorable,
  withValue,
  type Flaw,
} from './flaws';
import type { Call } from './foreign-calls';
import type { Operation } from './openapi';

/** A request that breaks what the document says, and nothing else. */
export interface Malformed {
  route: string;
  what: string;
  /** With the query. */
  url: string;
  headers: Record<string, string>;
  body?: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Breaks a good request of an operation in every way that it can be broken; `undefined` for none. */
export function malformed(operation: Operation, good: Call): Arbitrary<Malformed> | undefined {
  const ways = [
    ...brokenPaths(operation, good),
    ...brokenQueries(operation, good),
    ...brokenHeaders(operation, good),
    ...(operation.body === undefined ? [] : brokenBodies(operation, good)),
  ];
  return ways.length === 0 ? undefined : fc.oneof(...ways);
}

function build({ route, path }: Operation, what: string, call: Call, text?: string): Malformed {
  const filled = path.replaceAll(/{(\w+)}/g, (_, name: string) =>
    encodeURIComponent(call.path?.[name] ?? ''),
  );
  const query = new URLSearchParams(call.query).toString();
  const body = text ?? (call.body && JSON.stringify(call.body));
  return {
    route,
    what,
    url: query === '' ? filled : `${filled}?${query}`,
    headers: { ...(body !== undefined && JSON_TYPE), ...call.headers },
    ...(body !== undefined && { body }),
  };
}

function brokenPaths(operation: Operation, good: Call): Arbitrary<Malformed>[] {
  const names = operation.parameters.filter((parameter) => parameter.in === 'path');
  return names.flatMap(({ name }) => {
    // Subjects are the callers' own: any text is one that can be stored.
    const flaws = operation.path.includes('/subjects/') ? [unstorable] : [unstorable, badIds];
    return flaws.map(({ what, value }) =>
      value.map((id) => {
        const path = { ...good.path, [name]: String(id) };
        return build(operation, `${name}: ${what}`, { ...good, path });
      }),
    );
  });
}

function brokenQueries(operation: Operation, good: Call): Arbitrary<Malformed>[] {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query');
  if (parameters.length === 0) return [];
  const known = parameters.flatMap(({ name, schema = {} }) =>
    queryFlaws(name, schema).map(({ what, value }) =>
      value.map((text) => {
        const query = { ...good.query, [name]: String(text) };
        return build(operation, `${name}: ${what}`, { ...good, query });
      }),
    ),
  );
  const twice = fc.constantFrom(...parameters).map(({ name }) => {
    const { url, ...rest } = build(operation, `${name} twice`, good);
    return { ...rest, url: `${url}${url.includes('?') ? '&' : '?'}${name}=1&${name}=2` };
  });
  const unknown = UNKNOWN_FIELDS.map((name) =>
    build(operation, 'an unknown parameter', { ...good, query: { ...good.query, [name]: '1' } }),
  );
  return [...known, twice, unknown];
}

function brokenHeaders(operation: Operation, good: Call): Arbitrary<Malformed>[] {
  return operation.parameters.flatMap(({ name, in: place, schema: { maxLength } = {} }) => {
    if (place !== 'header' || maxLength === undefined) return [];
    return fc.integer({ min: 1, max: 2_000 }).map((more) => {
      const headers = { ...good.headers, [name.toLowerCase()]: 'x'.repeat(maxLength + more) };
      return build(operation, `${name}: too long`, { ...good, headers });
    });
  });
}

function queryFlaws(name: string, schema: NonNullable<Operation['body']>): Flaw[] {
  const flaws = textFlaws(schema, name);
  if (schema.type === 'string' || schema.type === undefined) return flaws;
  const value = fc.constantFrom('perhaps', '1e', '{}', 'NaN', '-', '0x');
  return [...flaws, { what: `no ${schema.type}`, value }];
}

function brokenBodies(operation: Operation, good: Call): Arbitrary<Malformed>[] {
  const { body = {} } = operation;
  const base = good.body ?? {};
  const text = JSON.stringify(base);
  const withBody = (what: string, other: unknown): Malformed =>
    build(operation, what, good, JSON.stringify(other));
  const sites = sitesOf(body).flatMap(({ path, schema }) =>
    flawsOf(schema, String(path.at(-1))).map(({ what, value }) =>
      value.map((wrong) => withBody(`${path.join('.')}: ${what}`, withValue(base, path, wrong))),
    ),
  );
  const unknown = fc
    .tuple(
      UNKNOWN_FIELDS.filter((name) => !(name in (body.properties ?? {}))),
      fc.jsonValue(),
    )
    .map(([name, value]) => withBody('an unknown field', { ...base, [name]: value }));
  const missing = (body.required ?? []).map((name) => {
    const rest = Object.entries(base).filter(([field]) => field !== name);
    return fc.constant(withBody(`${name}: missing`, Object.fromEntries(rest)));
  });
  const noJson = fc
    .oneof(
      fc.constantFrom('{', '[]', '1', '"text"', 'nul', '{"a":1,}', '{"\\u0000":"\\u0000"}', '\0'),
      fc.integer({ min: 1, max: text.length - 1 }).map((length) => text.slice(0, length)),
      fc.string({ minLength: 1 }).map((more) => `${text}!${more}`),
    )
    .map((broken) => build(operation, 'no JSON object', good, broken));
  const huge = fc.constant(withBody('huge', { ...base, name: 'x'.repeat(1_100_000) }));
  const strange = fc
    .constantFrom(
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/xml' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/json; charset=klingon' },
      { 'content-type': 'application/json', 'content-encoding': 'rot13' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    )
    .map((headers) => ({ ...build(operation, 'another type of content', good, text), headers }));
  return [
    ...sites,
    ...missing,
    unknown,
    noJson,
    strange,
    // Large ones are slow to send: few do.
    fc.oneof({ arbitrary: huge, weight: 1 }, { arbitrary: noJson, weight: 20 }),
  ];
}
