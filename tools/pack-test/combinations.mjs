import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../scripts/ensure-ready.mjs';

const manifest = (path) => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));

/** Versions that this workspace itself is built and tested with. */
const workspace = {
  ...manifest('apps/api').dependencies,
  ...manifest('.').devDependencies,
};

/** The newest of each when this was written; exact, so that the test changes only with the repository. */
const NEST_11 = {
  '@nestjs/bullmq': '11.0.5',
  '@nestjs/common': '11.2.10',
  '@nestjs/core': '11.2.10',
  '@nestjs/platform-express': '11.2.10',
  '@nestjs/platform-fastify': '11.2.8',
  '@nestjs/swagger': '11.4.7',
  '@nestjs/testing': '11.2.6',
  '@nestjs/typeorm': '11.0.3',
  typeorm: '0.3.31',
};

const VERSIONS = { 11: NEST_11, 12: workspace };

/** What every application installs beside Hookline: the packages that it imports, and our peers. */
const DEPENDENCIES = [
  '@nestjs/bullmq',
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/swagger',
  '@nestjs/typeorm',
  'bullmq',
  'class-transformer',
  'class-validator',
  'pg',
  'reflect-metadata',
  'rxjs',
  'typeorm',
];
const DEV_DEPENDENCIES = ['@nestjs/testing', '@types/node', 'typescript'];

/** With all declarations checked, Nest's own for Express ask for those of Express. */
const PLATFORM_TYPES = { express: ['@types/express'], fastify: [] };

/** A version of Nest with a platform, and the packages to install. */
function combination(nest, platform) {
  const versions = { ...workspace, ...VERSIONS[nest] };
  const pick = (names) => Object.fromEntries(names.map((name) => [name, versions[name]]));
  return {
    name: `Nest ${nest} + ${platform === 'express' ? 'Express' : 'Fastify'}`,
    slug: `nest${nest}-${platform}`,
    platform,
    dependencies: pick([...DEPENDENCIES, `@nestjs/platform-${platform}`]),
    devDependencies: pick([...DEV_DEPENDENCIES, ...PLATFORM_TYPES[platform]]),
  };
}

/** The two that differ in everything: for every run. */
export const USUAL = [combination(12, 'express'), combination(11, 'fastify')];

/** Every combination. */
export const ALL = [...USUAL, combination(12, 'fastify'), combination(11, 'express')];
