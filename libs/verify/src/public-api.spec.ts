import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as verify from './index';
import { sources } from './testing/package';

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional: boolean }>;
  exports: Record<string, unknown>;
}

const manifest = JSON.parse(
  readFileSync(join(__dirname, '..', 'package.json'), 'utf8'),
) as Manifest;

describe('@hookline/verify', () => {
  it('exports these, on purpose', () => {
    expect(Object.keys(verify).sort()).toEqual([
      'InvalidMessageError',
      'InvalidSecretError',
      'SIGNATURE_SCHEMES',
      'WebhookVerificationError',
      'createWebhookHeaders',
      'generateEventId',
      'generateHexSecret',
      'generateKeyPair',
      'generateSecret',
      'importKey',
      'importSecret',
      'isEventId',
      'publicKeyFromJwk',
      'publicKeyOf',
      'publicKeyToJwk',
      'sign',
      'signatureHeaders',
      'toStandardSecret',
      'verify',
    ]);
  });

  it('depends on nothing', () => {
    expect(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })).toEqual([]);
  });

  it('wants Nest only from those who import its subpath', () => {
    expect(Object.keys(manifest.peerDependencies ?? {})).toEqual(['@nestjs/common']);
    expect(manifest.peerDependenciesMeta).toEqual({ '@nestjs/common': { optional: true } });
    const importers = sources().filter((file) =>
      readFileSync(join(__dirname, file), 'utf8').includes("from '@nestjs/"),
    );
    expect(importers).toEqual(['nest.ts']);
    expect(Object.keys(manifest.exports)).toEqual([
      '.',
      './express',
      './fastify',
      './nest',
      './package.json',
    ]);
  });
});
