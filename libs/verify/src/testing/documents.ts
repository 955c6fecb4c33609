import { readFileSync } from 'node:fs';

/** A fenced block of a markdown text. */
export interface CodeBlock {
  language: string;
  code: string;
  /** The name in `<!-- file: name -->` on the line before the fence. */
  file: string | undefined;
}

const fence = /(?:<!-- file: (\S+) -->\n+)?^```(\w*)\n([\s\S]*?)^```$/gm;

export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(fence)].map(([, file, language = '', code = '']) => ({
    file,
    language,
    code,
  }));
}

/** The `@example` blocks of a TypeScript source that are programs; decorators can only be compiled. */
export function examplesIn(sourcePath: string): string[] {
  const comments = readFileSync(sourcePath, 'utf8').match(/^\/\*\*[\s\S]*?\*\//gm) ?? [];
  return comments.flatMap((comment) =>
    codeBlocks(comment.replaceAll(/^ \* ?/gm, ''))
      .filter(({ language }) => language === 'js')
      .map(({ code }) => code),
  );
}

/** What a program says it prints: the texts after `// prints`. */
export function promisedOutput(code: string): string[] {
  return [...code.matchAll(/\/\/ prints (.*)$/gm)].map(([, text = '']) => text);
}
