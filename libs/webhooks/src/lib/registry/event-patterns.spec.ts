import { compilePatterns, isEventPattern } from './event-patterns';

describe('event patterns', () => {
  it.each([
    [['project.created'], 'project.created', true],
    [['project.created'], 'project.created.late', false],
    [['project.created'], 'project.updated', false],
    [['project.*'], 'project.created', true],
    [['project.*'], 'project.a.b', true],
    [['project.*'], 'project', false],
    [['project.*'], 'projects.created', false],
    [['project.a.*'], 'project.a.b', true],
    [['project.a.*'], 'project.b.a', false],
    [['*'], 'anything', true],
    [[], 'anything.at.all', true],
    [['a.created', 'b.*'], 'b.x', true],
    [['a.created', 'b.*'], 'a.x', false],
    [['project.created'], 'Project.created', false],
  ])('%j on %s: %s', (patterns, type, expected) => {
    expect(compilePatterns(patterns)(type)).toBe(expected);
  });

  it.each(['*', 'a', 'a.b', 'a.*', 'a.b.*', 'rate_limit.hit-twice', 'A.B1'])('takes %s', (text) => {
    expect(isEventPattern(text)).toBe(true);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', '*.a', 'a*', 'a.*.b', '**', 'a b', 'a.\u0000', 'a\n', 'ä'])(
    'refuses %j',
    (text) => {
      expect(isEventPattern(text)).toBe(false);
    },
  );

  it('refuses a pattern that is too long', () => {
    expect(isEventPattern('a'.repeat(255))).toBe(true);
    expect(isEventPattern('a'.repeat(256))).toBe(false);
  });
});
