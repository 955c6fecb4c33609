/** Every named export of the packages, by `require` and by `import`: the same names, the same things. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** What `import` of CommonJS adds. */
const ADDED = new Set(['default', 'module.exports', '__esModule']);

const counts = [];
for (const name of process.argv.slice(2)) {
  const required = require(name);
  const imported = await import(name);
  const names = Object.keys(required);
  const lost = names.filter((key) => !(key in imported) || imported[key] !== required[key]);
  const extra = Object.keys(imported).filter((key) => !ADDED.has(key) && !names.includes(key));
  if (lost.length > 0 || extra.length > 0) {
    console.error(`${name}: by import without ${lost.join(', ')}, with ${extra.join(', ')}`);
    process.exitCode = 1;
  }
  counts.push(`${name.replace('@hookline/', '')} ${names.length}`);
}
// No exit here: a package that keeps a process alive when it is only loaded is a fault.
console.log(counts.join(', '));
