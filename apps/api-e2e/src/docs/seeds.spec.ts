import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeIn, readDocument, ROOT, tables } from './markdown';
import { titlesIn } from './titles';

const page = readDocument('docs/seeds.md');
const rows = tables(page)
  .filter(({ head }) => head[0] === 'seed')
  .flatMap((table) => table.rows)
  .map(([seed = '', promise = '', where = '']) => ({ seed, promise, where }));

/** What is wrong with a reference `path › title › title`. */
function brokenTest(reference: string): string | undefined {
  const [path = '', ...titles] = reference.split(' › ');
  if (!existsSync(join(ROOT, path))) return `${reference}: there is no such file`;
  const known = titlesIn(path);
  const missing = titles.find((title) => !known.has(title));
  return missing === undefined ? undefined : `${path}: has no test "${missing}"`;
}

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

  it('gives each promise a test, a page or a decision', () => {
    const empty = rows.filter(({ where }) => {
      const test = codeIn(where).some((text) => text.includes(' › '));
      const link = /\]\([^)]+\)/.test(where);
      return !test && !link;
    });
    expect(empty).toEqual([]);
  });

  it('names only pages and decisions that exist', () => {
    const links = rows.flatMap(({ where }) =>
      [...where.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => target),
    );
    const broken = links.filter((link) => !existsSync(join(ROOT, dirname(page.path), link)));
    expect(broken).toEqual([]);
  });
});
