import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as verify from './index';

describe('@hookline/verify', () => {
  it('exports these, on purpose', () => {
    expect(Object.keys(verify).sort()).toEqual([
      'InvalidMessageError',
      'InvalidSecretError',
      'WebhookVerificationError',
      'generateSecret',
      'importSecret',
      'sign',
      'signatureHeaders',
      'toStandardSecret',
      'verify',
    ]);
  });

  it('depends on nothing', () => {
    const manifest = JSON.parse(
      readFileSync(join(__dirname, '..', 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    const kinds = ['dependencies', 'peerDependencies', 'optionalDependencies'];
    expect(kinds.filter((kind) => kind in manifest)).toEqual([]);
  });
});
