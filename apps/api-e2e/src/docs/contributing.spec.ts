import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeIn, prose, readDocument, ROOT, tables } from './markdown';

describe('CONTRIBUTING.md', () => {
  it('has the rooms that lint has, with what each may import', () => {
    const { text } = readDocument('eslint.config.mjs');
    const rooms = /const rooms = \{\n([\s\S]*?)\n\};/.exec(text)?.[1] ?? '';
    const declared = [...rooms.matchAll(/(\w+): \[([^\]]*)\]/g)].map(([, room = '', list = '']) => [
      room,
      [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name),
    ]);
    const page = readDocument('CONTRIBUTING.md');
    const [table] = tables(page, '### The rooms of libs/webhooks');
    const shown = table?.rows.map(([room = '', , imports = '']) => [
      codeIn(room)[0],
      codeIn(imports),
    ]);
    expect(declared.length).toBeGreaterThan(10);
    expect(shown?.sort()).toEqual(declared.sort());
  });
});

describe('README.md', () => {
  const page = readDocument('README.md');

  it('fits on a few screens', () => {
    expect(page.text.split('\n').length).toBeLessThan(150);
  });

  it('names every project', () => {
    const [table] = tables(page, '## What is in the house');
    const named = table?.rows.map(([folder = '']) => codeIn(folder)[0]);
    const projects = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
    );
    expect(named?.sort()).toEqual(projects.sort());
  });
});

describe('docs/architecture.md', () => {
  it('names only files that exist', () => {
    const text = prose(readDocument('docs/architecture.md'));
    const library = 'libs/webhooks/src/lib';
    const steps = text.split(/^\d+\. /m).slice(1);
    const missing = steps.flatMap((step) => {
      const rooms = [...step.matchAll(/`(\w+)\//g)].map(([, room = '']) => room);
      const files = codeIn(step).filter((name) => name.endsWith('.ts'));
      return files.filter(
        (file) => !['', ...rooms].some((room) => existsSync(join(ROOT, library, room, file))),
      );
    });
    expect(missing).toEqual([]);
  });
});

describe('docs/adr', () => {
  it('has a row for each decision', () => {
    const page = readDocument('docs/adr/README.md');
    const links = [...page.text.matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map(([, file]) => file);
    expect(links.length).toBeGreaterThan(10);
    expect(links).toEqual([...links].sort());
    for (const file of links) {
      const { text } = readDocument(`docs/adr/${file}`);
      expect(text).toMatch(/^# \d{4} .+\n\n\d{4}-\d\d-\d\d · accepted\n/);
      expect(text).toContain('\n## Rejected\n');
    }
  });
});
