import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { npm, run } from './run.mjs';

const INSTALL_TIMEOUT_MS = 300_000;
const COMPILE_TIMEOUT_MS = 120_000;
const CHECK_TIMEOUT_MS = 60_000;

const template = fileURLToPath(new URL('template/', import.meta.url));

/** What a careful user has: everything strict, and our declarations checked too. */
const COMPILER_OPTIONS = {
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  skipLibCheck: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node'],
  rootDir: 'src',
  outDir: 'dist',
};

const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

/**
 * Makes an empty application: the same source twice, once as CommonJS and once as ES modules, over one
 * `node_modules`.
 */
export function createApplication(folder, { platform, dependencies, devDependencies }, packages) {
  mkdirSync(folder, { recursive: true });
  const tarballs = Object.fromEntries(
    packages.map(({ name, tarball }) => [name, `file:${tarball}`]),
  );
  const hookline = (names) => Object.fromEntries(names.map((name) => [name, tarballs[name]]));
  const development = ['@hookline/local-postgres', '@hookline/testing'];
  const runtime = Object.keys(tarballs).filter((name) => !development.includes(name));
  writeJson(join(folder, 'package.json'), {
    name: 'first-webhook',
    private: true,
    dependencies: { ...dependencies, ...hookline(runtime) },
    devDependencies: { ...devDependencies, ...hookline(development) },
  });
  for (const [kind, type] of [
    ['require', 'commonjs'],
    ['import', 'module'],
  ]) {
    const target = join(folder, kind);
    cpSync(join(template, 'src'), join(target, 'src'), { recursive: true });
    // The other platform is not installed.
    cpSync(join(template, `platform.${platform}.ts`), join(target, 'src', 'platform.ts'));
    writeJson(join(target, 'package.json'), { type });
    writeJson(join(target, 'tsconfig.json'), {
      compilerOptions: COMPILER_OPTIONS,
      include: ['src'],
    });
  }
  cpSync(join(template, 'check-exports.mjs'), join(folder, 'check-exports.mjs'));
}

/**
 * Installs it as a user would, without `--force` and `--legacy-peer-deps`.
 * @throws Error when npm warns of peers, or finds the tree wrong afterwards
 */
export async function install(folder) {
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
  const { stderr } = await npm(args, { cwd: folder, timeoutMs: INSTALL_TIMEOUT_MS });
  const warnings = stderr.split('\n').filter((line) => /ERESOLVE|peer/i.test(line));
  if (warnings.length > 0) throw new Error(`npm warns of peers:\n${stderr}`);
  // Fails for a missing or unfitting peer, wherever it is in the tree.
  await npm(['ls', '--all'], { cwd: folder, timeoutMs: CHECK_TIMEOUT_MS });
}

/** Whether `require` and `import` reach the same exports of every package. */
export async function checkExports(folder, packages) {
  const names = packages.map(({ name }) => name);
  const args = ['check-exports.mjs', ...names];
  const { stdout } = await run(process.execPath, args, {
    cwd: folder,
    timeoutMs: CHECK_TIMEOUT_MS,
  });
  return stdout.trim();
}

/** Compiles one of the two with the application's own TypeScript. */
export function compile(folder, kind) {
  const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = { cwd: join(folder, kind), timeoutMs: COMPILE_TIMEOUT_MS };
  return run(process.execPath, [tsc, '-p', 'tsconfig.json', '--pretty', 'false'], options);
}
