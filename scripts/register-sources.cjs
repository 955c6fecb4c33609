/**
 * Lets a plain Node process run TypeScript sources, for tests that need a process of their own (to
 * kill it, say) and must not depend on a build:
 *
 *   node --conditions=@hookline/source --require ./scripts/register-sources.cjs some/file.ts
 */
'use strict';

const { readFileSync } = require('node:fs');
const { Module } = require('node:module');
const { transformSync } = require('@swc/core');

const options = require('./swc-options.cjs');

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
  module._compile(code, filename);
};
