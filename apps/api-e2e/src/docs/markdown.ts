import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The top folder of the project. */
export const ROOT = join(__dirname, '../../../..');

/** One document of the project. */
export interface Document {
  /** From the top folder. */
  path: string;
  text: string;
}

/** A fenced block of code. */
export interface CodeBlock {
  language: string;
  /** What `file=` says behind the language. */
  file: string | undefined;
  /** What a reader does not see: the comment `<!-- given: … -->` right above the fence. */
  given: string;
  code: string;
  /** Line of the fence in the document, 1 for the first. */
  line: number;
}

/** A table: the cells of its head, and of each row. */
export interface Table {
  head: string[];
  rows: string[][];
}

/** Reads one document, by its path from the top folder. */
export function readDocument(path: string): Document {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** The documents for people: at the top, in `docs/`, and the README of each project. */
export function allDocuments(): Document[] {
  const found = [
    ...markdownIn(ROOT, false),
    ...markdownIn(join(ROOT, 'docs'), true),
    ...['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).flatMap((name) =>
        markdownIn(join(ROOT, folder, name), false),
      ),
    ),
  ];
  return found.map((path) => readDocument(relative(ROOT, path)));
}

function markdownIn(folder: string, deep: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return deep ? markdownIn(path, true) : [];
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const FENCE = /(?:<!-- given:\n([\s\S]*?)-->\n+)?^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a document, in order. */
export function codeBlocks({ text }: Document): CodeBlock[] {
  return [...text.matchAll(FENCE)].map((match) => {
    const [whole, given = '', language = '', file, code = ''] = match;
    const before = text.slice(0, match.index) + whole.slice(0, whole.indexOf('```'));
    return { language, file, given, code, line: before.split('\n').length };
  });
}

/** The document without its blocks of code. */
export function prose({ text }: Document): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/<!--[\s\S]*?-->/g, '');
}

/** The tables of a document, or of its part below one heading. */
export function tables(document: Document, heading?: string): Table[] {
  const text = heading === undefined ? prose(document) : section(document, heading);
  const blocks = text.match(/(?:^\|.*\|$\n?)+/gm) ?? [];
  return blocks.map((block) => {
    const [head = [], , ...rows] = block.trim().split('\n').map(cellsOf);
    return { head, rows };
  });
}

/** The text below a heading, as far as the next one of its level or above. */
export function section(document: Document, heading: string): string {
  const lines = prose(document).split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`${document.path} has no heading "${heading}".`);
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => (/^#+(?= )/.exec(line)?.[0].length ?? 7) <= level);
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The texts between backticks of a cell. */
export function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text.replaceAll('\\|', '|'));
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
