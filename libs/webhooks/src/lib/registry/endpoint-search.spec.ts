import { ValidationFailedError } from '../common/errors/validation-failed.error';
import type { ListEndpointsQuery } from './endpoint-input';
import { compilePatterns, patternsOf } from './event-patterns';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';

const TENANT = 'searcher';

describe('Looking for endpoints', () => {
  let db: TestDatabase;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase();
    harness = new RegistryHarness(db);
    const create = (name: string, more: object = {}) =>
      harness.registry.create(TENANT, { name, url: 'https://example.com/hook', ...more });
    await create('everything');
    await create('star', { events: ['*'] });
    await create('Billing', { events: ['invoice.paid'], description: 'of 100% of INVOICES' });
    await create('below', { events: ['invoice.*'], url: 'https://example.com/a_b\\c' });
    await create('deep', { events: ['invoice.line.*'], active: false });
    await harness.registry.create('rival', { name: 'Billing', url: 'https://example.com/hook' });
  });
  afterAll(() => db.drop());

  const names = async (query: ListEndpointsQuery) =>
    (await harness.registry.list(TENANT, query)).items.map(({ name }) => name).reverse();

  it.each<[string, string[]]>([
    ['invoice.paid', ['everything', 'star', 'Billing', 'below']],
    ['invoice.line.added', ['everything', 'star', 'below', 'deep']],
    ['invoice', ['everything', 'star']],
    ['user.created', ['everything', 'star']],
  ])('finds those whose patterns have %s', async (event, found) => {
    expect(await names({ event })).toEqual(found);
  });

  it.each<[string, string[]]>([
    ['billing', ['Billing']],
    ['invoices', ['Billing']],
    ['EXAMPLE.com/hook', ['everything', 'star', 'Billing', 'deep']],
    ['100%', ['Billing']],
    ['%', ['Billing']],
    ['a_b', ['below']],
    ['e_e', []],
    ["' OR true --", []],
  ])('finds those that contain %s', async (text, found) => {
    expect(await names({ text })).toEqual(found);
  });

  it('finds those that meet all, page by page', async () => {
    const query = { event: 'invoice.line.added', text: 'example', active: true, limit: 2 };
    const first = await harness.registry.list(TENANT, query);
    expect(first.items.map(({ name }) => name)).toEqual(['below', 'star']);
    const cursor = first.nextCursor ?? '';
    expect(await names({ ...query, cursor })).toEqual(['everything']);
  });

  it.each([
    { event: '' },
    { text: '' },
    { text: 'x'.repeat(256) },
    { event: 'x'.repeat(256) },
    { text: '\u0000' },
    { health: 'ill' as never },
  ])('refuses what nobody can look for (%#)', async (query) => {
    await expect(names(query)).rejects.toBeInstanceOf(ValidationFailedError);
  });

  it.each(['a', 'a.b', 'a.b.c', 'a-1.b_2.c'])('knows each pattern that has %s', (type) => {
    expect(patternsOf(type).filter((pattern) => !compilePatterns([pattern])(type))).toEqual([]);
  });
});
