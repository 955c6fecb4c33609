import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeIn, readDocument, ROOT, tables } from './markdown';
import { titlesIn } from './titles';

const NUMBER = /\bSEC-[A-Z]\d{2}\b/g;

const page = readDocument('docs/security.md');
const rows = tables(page)
  .filter(({ head }) => head[0] === 'case')
  .flatMap((table) => table.rows)
  .map(([number = '', attack = '', stopped = '', where = '']) => ({
    number,
    attack,
    stopped,
    files: codeIn(where).map((file) => file.replace('<lib>', 'libs/webhooks/src/lib')),
  }));

/** Every file with tests of a project, from the top folder: specs, and the suites that they share. */
function testFiles(): string[] {
  return ['apps', 'libs'].flatMap((house) =>
    readdirSync(join(ROOT, house)).flatMap((project) => {
      const source = join(house, project, 'src');
      const files = readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' });
      return files
        .filter((file) => /\.spec\.ts$|(^|\/)testing\/.*\.ts$/.test(file))
        .map((file) => join(source, file));
    }),
  );
}

/** Numbers in the titles of tests, with the files that have them. */
function shownNumbers(): Map<string, string[]> {
  const shown = new Map<string, string[]>();
  for (const file of testFiles()) {
    const numbers = [...titlesIn(file)].flatMap((title) => title.match(NUMBER) ?? []);
    for (const number of new Set(numbers)) {
      shown.set(number, [...(shown.get(number) ?? []), file].sort());
    }
  }
  return shown;
}

describe('docs/security.md', () => {
  const shown = shownNumbers();

  it('has a row for each case: what the attack is, what stops it, and where that is shown', () => {
    expect(rows.length).toBeGreaterThan(15);
    const incomplete = rows.filter(
      ({ number, attack, stopped, files }) =>
        !/^SEC-[A-Z]\d\d$/.test(number) || attack === '' || stopped === '' || files.length === 0,
    );
    expect(incomplete).toEqual([]);
    const numbers = rows.map(({ number }) => number);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it('has no case without a test', () => {
    expect(rows.map(({ number }) => number).filter((number) => !shown.has(number))).toEqual([]);
  });

  it('lacks no case that a test has in its title', () => {
    const numbers = new Set(rows.map(({ number }) => number));
    expect([...shown.keys()].filter((number) => !numbers.has(number))).toEqual([]);
  });

  it('names the files with the tests of each case', () => {
    const named = rows.map(({ number, files }) => [number, [...files].sort()]);
    expect(named).toEqual(rows.map(({ number }) => [number, shown.get(number)]));
  });

  it('mentions no case in its text that has no row', () => {
    const numbers = new Set(rows.map(({ number }) => number));
    expect([...page.text.matchAll(NUMBER)].filter(([number]) => !numbers.has(number))).toEqual([]);
  });
});
