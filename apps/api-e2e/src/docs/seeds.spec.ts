import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { codeIn, readDocument, ROOT, tables } from './markdown';
import { parseSource } from './options-of';

const page = readDocument('docs/seeds.md');
const rows = tables(page)
  .filter(({ head }) => head[0] === 'seed')
  .flatMap((table) => table.rows)
  .map(([seed = '', promise = '', where = '']) => ({ seed, promise, where }));

/** Every title that a file gives to a `describe`, an `it` or a relative of theirs. */
function titlesIn(path: string): Set<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      /^\(?(?:describe|it|test|redis)/.test(node.expression.getText())
    ) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.add(title.text);
      else if (title !== undefined && ts.isTemplateExpression(title)) titles.add(titleOf(title));
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(path));
  return titles;
}

/** A template without its backticks: `deliver ${DELIVERIES} deliveries`. */
function titleOf(template: ts.TemplateExpression): string {
  return template.getText().slice(1, -1);
}

/** What is wrong with a reference `path › title › title`. */
function brokenTest(reference: string): string | undefined {
  const [path = '', ...titles] = reference.split(' › ');
  if (!existsSync(join(ROOT, path))) return `${reference}: there is no such file`;
  const known = titlesIn(path);
  const missing = titles.find((title) => !known.has(title));
  return missing === undefined ? undefined : `${path}: has no test "${missing}"`;
}

const ISSUES = ['3', '4', '5', '6', '7'];

describe('docs/seeds.md', () => {
  it('has a row for each promise: of which seed, what, and where it is', () => {
    expect(rows.length).toBeGreaterThan(150);
    const seeds = new Set(rows.map(({ seed }) => seed));
    expect([...seeds].sort()).toEqual(['AegisX', 'Documents', 'Guide', 'Optimizer', 'RemoteDev']);
    expect(rows.filter(({ promise, where }) => promise === '' || where === '')).toEqual([]);
  });

  it('names only tests that exist', () => {
    const references = rows
      .flatMap(({ where }) => codeIn(where))
      .filter((text) => text.includes(' › '));
    expect(references.length).toBeGreaterThan(40);
    expect([...new Set(references)].map(brokenTest).filter(Boolean)).toEqual([]);
  });

  it('gives each promise a test, a page, a decision or an issue', () => {
    const empty = rows.filter(({ where }) => {
      const test = codeIn(where).some((text) => text.includes(' › '));
      const link = /\]\([^)]+\)/.test(where);
      return !test && !link && !/\bissue \d\b/.test(where);
    });
    expect(empty).toEqual([]);
  });

  it('names only pages, decisions and issues that exist', () => {
    const links = rows.flatMap(({ where }) =>
      [...where.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => target),
    );
    const broken = links.filter((link) => !existsSync(join(ROOT, dirname(page.path), link)));
    expect(broken).toEqual([]);
    const issues = rows.flatMap(({ where }) =>
      [...where.matchAll(/\bissue (\d+)/g)].map(([, number = '']) => number),
    );
    expect(issues.filter((number) => !ISSUES.includes(number))).toEqual([]);
  });
});
