import { storableHeaders, storableText } from './stored-response';

describe('storableText', () => {
  it('leaves what fits', () => {
    expect(storableText('', 10)).toBe('');
    expect(storableText('tåk 😀', 100)).toBe('tåk 😀');
    expect(storableText('abcd', 4)).toBe('abcd');
  });

  it.each([
    ['aé', 2, 'a'],
    ['aé', 3, 'aé'],
    ['a€', 3, 'a'],
    ['a😀b', 4, 'a'],
    ['a😀b', 5, 'a😀'],
    ['😀', 3, ''],
  ])('cuts %j at %i bytes to %j', (text, bytes, expected) => {
    expect(storableText(text, bytes)).toBe(expected);
  });

  it('replaces what Postgres cannot hold', () => {
    expect(storableText('a\0b', 100)).toBe('a\\u0000b');
    expect(storableText('a\ud83d', 100)).toBe('a\uFFFD');
    expect(storableText('\ude00a', 100)).toBe('\uFFFDa');
  });

  it('SEC-R05 escapes what a terminal would obey, and keeps tabs and line breaks', () => {
    expect(storableText('\x1b[2J\x07\b\x7f\x9b31m', 100)).toBe(
      String.raw`\u001b[2J\u0007\u0008\u007f\u009b31m`,
    );
    expect(storableText('shown\rhidden', 100)).toBe(String.raw`shown\u000dhidden`);
    expect(storableText('a\tb\r\nc\nd', 100)).toBe('a\tb\r\nc\nd');
  });

  it('stays within its limit when a replacement is longer', () => {
    expect(storableText('\0'.repeat(10), 10)).toBe('\\u0000\\u00');
  });
});

describe('storableHeaders', () => {
  it('keeps 50 headers, 1 KiB of each value, and no cookies', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`x-${index}`, 'x'.repeat(2_000)]),
    );
    const stored = storableHeaders({ 'Set-Cookie': 'session=hunter2', Server: 'nginx', ...many });
    expect(Object.keys(stored)).toHaveLength(50);
    expect(stored).toMatchObject({ 'set-cookie': '', server: 'nginx', 'x-0': 'x'.repeat(1_024) });
  });
});
