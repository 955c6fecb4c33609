import { RANGES } from '../../../../libs/webhooks/src/lib/resolve-config';
import { DEFAULTS } from '../../../../libs/webhooks/src/lib/webhooks.config';
import { RETRY_PRESET_POLICIES } from '../../../../libs/webhooks/src/lib/policy/retry-presets';
import { codeIn, readDocument, section, tables } from './markdown';
import { optionsOf, parseSource, propertiesOf } from './options-of';

const page = readDocument('docs/configuration.md');

describe('docs/configuration.md: options', () => {
  const source = parseSource(
    'libs/webhooks/src/lib/webhooks.options.ts',
    'libs/webhooks/src/lib/rate-limit.options.ts',
    'libs/webhooks/src/lib/metrics.options.ts',
    'libs/webhooks/src/lib/retention.options.ts',
    'libs/webhooks/src/lib/circuit-breaker.options.ts',
    'libs/webhooks/src/lib/dispatch.options.ts',
  );
  const declared = ['WebhooksOptions', 'WebhooksExtras'].map((name) => optionsOf(source, name));
  const leaves = declared.flatMap((options) => options.leaves);
  const groups = declared.flatMap((options) => options.groups);
  const rows = tables(page)
    .filter(({ head }) => head[0] === 'option')
    .flatMap((table) => table.rows)
    .map(([option = '', type = '', value = '', range = '', meaning = '']) => ({
      option: codeIn(option)[0] ?? '',
      type,
      value,
      range,
      meaning,
    }));
  const rowOf = (option: string) => rows.find((row) => row.option === option);

  it('has a row for each option, and no other', () => {
    const named = rows.map(({ option }) => option);
    expect(leaves.length).toBeGreaterThan(40);
    expect(leaves.filter((path) => !named.includes(path))).toEqual([]);
    expect(named.filter((path) => ![...leaves, ...groups].includes(path))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it('says of each option of what type it is and what it is for', () => {
    expect(rows.filter(({ type, meaning }) => type === '' || meaning === '')).toEqual([]);
  });

  it.each(leafValues(DEFAULTS))('has the default of $path', ({ path, value }) => {
    expect(rowOf(path)?.value).toBe(`\`${JSON.stringify(value).replaceAll('"', "'")}\``);
  });

  it.each(Object.entries(RANGES))('has the range of %s', (path, [least, most]) => {
    expect(rowOf(path)?.range).toBe(`${least}–${most}`);
  });

  it('has a range only where there is one', () => {
    const invented = rows.filter(({ option, range }) => range !== '' && !(option in RANGES));
    expect(invented).toEqual([]);
  });
});

describe('docs/configuration.md: retry presets', () => {
  it('has a row for each preset, with its figures', () => {
    const [table] = tables(page, '## Retry presets');
    const figures = Object.entries(RETRY_PRESET_POLICIES).map(([name, policy]) => {
      const attempts = policy.strategy === 'schedule' ? policy.delaysMs.length : policy.maxAttempts;
      return [
        `\`${name}\``,
        `\`${policy.strategy}\``,
        String(attempts),
        `${policy.jitter * 100} %`,
      ];
    });
    const shown = table?.rows.map(([name, strategy, attempts, , jitter]) => [
      name,
      strategy,
      attempts,
      jitter,
    ]);
    expect(shown).toEqual(figures);
  });
});

describe('docs/configuration.md: environment of the host', () => {
  const names = propertiesOf(
    parseSource('apps/api/src/config/environment.ts'),
    'EnvironmentVariables',
  );
  const rows = tables(page, '## Environment of the host').flatMap((table) => table.rows);

  it('has a row for each variable, and no other', () => {
    expect(names.length).toBeGreaterThan(15);
    expect(rows.map(([name = '']) => codeIn(name)[0]).sort()).toEqual([...names].sort());
  });

  it('names the variables that are another name of each other', () => {
    expect(section(page, '## Environment of the host')).toContain('WEBHOOK_MAX_CONCURRENT');
  });
});

function leafValues(group: object, prefix = ''): { path: string; value: unknown }[] {
  return Object.entries(group).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leafValues(value, `${prefix}${name}.`)
      : [{ path: prefix + name, value }],
  );
}
