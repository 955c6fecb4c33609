import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const library = join(__dirname, '..', '..');

/**
 * A temporary folder where a plain `node` finds `@hookline/verify` as receivers have it: compiled
 * from the sources of now, whether or not the workspace was built. Beside it, Express and Fastify.
 */
export function packageFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-verify-'));
  const target = join(folder, 'node_modules', '@hookline', 'verify');
  const compilerOptions = {
    module: ModuleKind.CommonJS,
    target: ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  for (const file of sources()) {
    const text = readFileSync(join(library, 'src', file), 'utf8');
    const compiled = join(target, 'dist', file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(compiled), { recursive: true });
    writeFileSync(compiled, transpileModule(text, { compilerOptions }).outputText);
  }
  cpSync(join(library, 'package.json'), join(target, 'package.json'));
  for (const name of ['express', 'fastify']) {
    symlinkSync(dirname(require.resolve(`${name}/package.json`)), join(target, '../..', name));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The sources that are published, relative to `src`. */
export function sources(): string[] {
  return readdirSync(join(library, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .filter((file) => !file.startsWith('testing'));
}
