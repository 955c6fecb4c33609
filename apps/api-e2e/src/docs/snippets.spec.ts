import { allDocuments, codeBlocks, readDocument, type Document } from './markdown';
import { compileSnippets, countSnippets } from './snippets';

/** The pages that show how the packages are used. */
const pages = allDocuments().filter(
  ({ path }) =>
    /^(README\.md$|docs\/|libs\/client\/)/.test(path) && !/receiving|integrations/.test(path),
);

describe('The TypeScript in the documents', () => {
  const code =
    "import { WebhooksModule } from '@hookline/webhooks';\nWebhooksModule.forRoot({ nope: 1 });";
  const wrong: Document = { path: 'wrong.md', text: `# Wrong\n\n\`\`\`ts\n${code}\n\`\`\`\n` };
  let errors: string[];

  beforeAll(() => {
    errors = compileSnippets([...pages, wrong]);
  }, 120_000);

  it('compiles against the sources of the packages', () => {
    expect(countSnippets(pages)).toBeGreaterThan(20);
    expect(errors.filter((error) => !error.startsWith(wrong.path))).toEqual([]);
  });

  it('is found out when it does not', () => {
    expect(errors.filter((error) => error.startsWith(wrong.path))).toEqual([
      expect.stringMatching(/^wrong\.md:3, line 2 of it: .*'nope' does not exist.* \(TS\d+\)$/),
    ]);
  });

  it('is marked as `ts` everywhere', () => {
    const languages = pages.flatMap((page) => codeBlocks(page).map(({ language }) => language));
    const known = ['ts', 'sh', 'json', 'text', 'http', 'sql', 'yaml'];
    expect(languages.filter((language) => !known.includes(language))).toEqual([]);
  });
});

/** What a command may begin with, beside npm's own and our scripts. */
const PROGRAMS = ['curl', 'npx', 'export', 'openssl', 'node'];

describe('The commands in README and CONTRIBUTING', () => {
  const { scripts } = JSON.parse(readDocument('package.json').text) as {
    scripts: Record<string, string>;
  };
  const known = new Set([...Object.keys(scripts), 'ci', 'install']);
  const commands = ['README.md', 'CONTRIBUTING.md'].flatMap((path) =>
    codeBlocks(readDocument(path))
      .filter(({ language }) => language === 'sh')
      .flatMap(({ code }) => code.replaceAll('\\\n', ' ').trim().split('\n')),
  );

  it.each(commands)('%s', (command) => {
    const words = command.replace(/^(?:[A-Z_]+=\S+ )+/, '').split(/\s+/);
    const [program = '', first = '', second = ''] = words;
    if (program !== 'npm') expect(PROGRAMS).toContain(program);
    else expect(known).toContain(first === 'run' ? second : first);
  });
});
