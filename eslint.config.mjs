import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/**
 * The rooms of libs/webhooks. Each may import itself and the rooms named beside it; whatever is not
 * named is forbidden. Modules wire, and nobody imports them.
 */
const rooms = {
  common: [],
  policy: ['common'],
  clock: ['common'],
  events: ['common'],
  egress: ['common', 'policy'],
  sending: ['common', 'policy', 'clock', 'egress'],
  storage: ['common', 'clock'],
  audit: ['common', 'clock', 'storage'],
  registry: ['common', 'policy', 'clock', 'egress', 'sending', 'storage', 'audit'],
  access: ['common', 'clock', 'storage', 'audit', 'registry'],
  publishing: ['common', 'policy', 'clock', 'events', 'registry', 'storage', 'monitoring'],
  recording: ['common', 'policy', 'clock', 'sending', 'storage', 'lanes'],
  lanes: ['common', 'policy', 'clock', 'registry', 'sending', 'storage'],
  dispatch: [
    'common',
    'policy',
    'clock',
    'registry',
    'lanes',
    'monitoring',
    'publishing',
    'recording',
    'storage',
  ],
  monitoring: ['common', 'policy', 'clock', 'events', 'lanes', 'registry', 'storage', 'audit'],
  replay: ['common', 'clock', 'registry', 'storage', 'audit', 'monitoring'],
  retention: ['common', 'policy', 'clock', 'registry', 'storage', 'audit'],
  http: [
    'common',
    'policy',
    'events',
    'registry',
    'audit',
    'access',
    'monitoring',
    'publishing',
    'replay',
    'retention',
  ],
  inbound: ['common', 'events', 'storage', 'http'],
};

const lib = './libs/webhooks/src/lib';
const roomZones = Object.entries(rooms).map(([room, allowed]) => ({
  target: `${lib}/${room}`,
  from: `${lib}`,
  except: [
    './webhooks.options.ts',
    './webhooks.config.ts',
    ...[room, ...allowed].map((name) => `./${name}`),
  ],
  message: `The room "${room}" may only import: ${allowed.join(', ') || 'nothing'}.`,
}));

/** These rooms stay pure: they know neither the database nor the queue. */
const pureRooms = ['events', 'policy', 'egress', 'sending'].map(
  (room) => `libs/webhooks/src/lib/${room}/**/*.ts`,
);

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.hookline/**',
      '**/coverage/**',
      '**/*.generated.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, prettier],
    plugins: { 'import-x': importX, '@nx': nx },
    languageOptions: {
      parserOptions: {
        project: ['libs/*/tsconfig.spec.json', 'apps/*/tsconfig.spec.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['libs/*/tsconfig.spec.json', 'apps/*/tsconfig.spec.json'],
          conditionNames: ['@hookline/source', 'types', 'require', 'node', 'default'],
        }),
      ],
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', { max: 5 }],
      complexity: ['error', { max: 10 }],
      'no-console': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: roomZones },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          depConstraints: [
            { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
            {
              sourceTag: 'scope:server',
              onlyDependOnLibsWithTags: ['scope:server', 'scope:shared'],
            },
            { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts'] },
            {
              sourceTag: 'type:feature',
              onlyDependOnLibsWithTags: ['type:feature', 'type:contracts'],
            },
            { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:contracts'] },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:tool', 'type:contracts'] },
            {
              sourceTag: 'type:testing',
              onlyDependOnLibsWithTags: ['type:feature', 'type:contracts', 'type:tool'],
            },
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: ['type:feature', 'type:contracts', 'type:tool'],
            },
            {
              sourceTag: 'type:e2e',
              onlyDependOnLibsWithTags: [
                'type:app',
                'type:feature',
                'type:client',
                'type:contracts',
                'type:testing',
                'type:tool',
              ],
            },
          ],
        },
      ],
    },
  },
  {
    files: pureRooms,
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['typeorm', '@nestjs/typeorm', 'bullmq', '@nestjs/bullmq', 'pg'].map((name) => ({
            name,
            message: 'This room knows neither the database nor the queue.',
          })),
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts', 'apps/api-e2e/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@nx/enforce-module-boundaries': 'off',
      'import-x/no-restricted-paths': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['apps/demo/**/*.ts', 'apps/*/src/main.ts', 'apps/*/src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
