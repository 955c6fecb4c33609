import { readDocument } from './docs/markdown';
import { compileSnippets, countSnippets } from './docs/snippets';

describe('The README of @hookline/testing', () => {
  it('has snippets that compile', () => {
    const readme = readDocument('libs/testing/README.md');
    expect(countSnippets([readme])).toBe(5);
    expect(compileSnippets([readme])).toEqual([]);
  }, 120_000);
});
