import { join } from 'node:path';
import * as ts from 'typescript';
import { codeBlocks, ROOT, type CodeBlock, type Document } from './markdown';

/** One snippet as a file that only the compiler sees. */
interface SnippetFile {
  path: string;
  text: string;
  /** Where its first line stands: document and line. */
  at: string;
  /** How many lines of the text stand before the snippet itself. */
  offset: number;
}

/** Lies inside the library, so that packages are found in the versions that it works with. */
const FOLDER = join(ROOT, 'libs/webhooks/snippets');

/**
 * Compiles every `ts` block of the documents against the sources of the packages, strictly, in one
 * program. Blocks of a document may import those that have a `file=`. Answers one line for each error.
 */
export function compileSnippets(documents: readonly Document[]): string[] {
  const files = documents.flatMap(filesOf);
  const options = compilerOptions();
  const program = ts.createProgram({
    rootNames: files.map(({ path }) => path),
    options,
    host: hostWith(files, options),
  });
  return files.flatMap((file) => errorsOf(program, file));
}

/** How many blocks there are to compile. */
export function countSnippets(documents: readonly Document[]): number {
  return documents.flatMap(filesOf).length;
}

function filesOf(document: Document): SnippetFile[] {
  const folder = join(FOLDER, document.path.replaceAll(/[^a-z0-9]+/gi, '-'));
  return codeBlocks(document)
    .filter(({ language }) => language === 'ts')
    .map((block) => ({
      path: join(folder, block.file ?? `line-${block.line}.ts`),
      at: `${document.path}:${block.line}`,
      ...textOf(block),
    }));
}

/** `await` outside of any function becomes the body of one: our packages are CommonJS. */
function textOf({ given, code }: CodeBlock): { text: string; offset: number } {
  const lines = code.split('\n');
  const imports = lines.findLastIndex((line) => /^import\b|^} from '/.test(line)) + 1;
  const awaits = awaitsOutside(ts.createSourceFile('', code, ts.ScriptTarget.Latest));
  const before = [given, ...lines.slice(0, imports), awaits ? 'export async function run() {' : ''];
  const rest = [...lines.slice(imports), awaits ? '}' : '', 'export {};'];
  const head = before.join('\n');
  return { text: [head, ...rest].join('\n'), offset: head.split('\n').length - imports };
}

function awaitsOutside(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  return ts.isAwaitExpression(node) || ts.forEachChild(node, awaitsOutside) === true;
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(ROOT, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: object };
  const { options, errors } = ts.parseJsonConfigFileContent(
    { ...config, files: [] },
    ts.sys,
    ROOT,
    {
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      // `strict` is what most applications have, and all that TypeORM's own types allow for.
      exactOptionalPropertyTypes: false,
      types: ['node', 'jest'],
    },
    path,
  );
  const real = errors.filter(({ code }) => code !== EMPTY_FILES);
  if (real.length > 0) throw new Error(real.map(messageOf).join('\n'));
  return options;
}

/** "The 'files' list in config file is empty": it is given to the program instead. */
const EMPTY_FILES = 18002;

function hostWith(files: readonly SnippetFile[], options: ts.CompilerOptions): ts.CompilerHost {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  return Object.assign(host, {
    fileExists: (path: string) => texts.has(path) || fileExists(path),
    readFile: (path: string) => texts.get(path) ?? readFile(path),
    directoryExists: (path: string) => path.startsWith(FOLDER) || directoryExists?.(path) === true,
    getSourceFile: (path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
      const text = texts.get(path) ?? readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, language);
    },
  });
}

function errorsOf(program: ts.Program, { path, at, offset }: SnippetFile): string[] {
  const source = program.getSourceFile(path);
  if (source === undefined) return [`${at}: was not compiled`];
  const diagnostics = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ];
  return diagnostics.map((diagnostic) => {
    const { line } = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    return `${at}, line ${line + 1 - offset} of it: ${messageOf(diagnostic)}`;
  });
}

function messageOf({ messageText, code }: ts.Diagnostic): string {
  return `${ts.flattenDiagnosticMessageText(messageText, ' ')} (TS${code})`;
}
