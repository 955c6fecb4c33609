import { isNoticeType } from '@hookline/contracts';

/** Most patterns of one endpoint. */
export const MAX_EVENT_PATTERNS = 100;
/** Longest pattern, in characters. */
export const MAX_PATTERN_LENGTH = 255;

const SEGMENT = '[A-Za-z0-9_-]+';
const PATTERN = new RegExp(`^(?:\\*|${SEGMENT}(?:\\.${SEGMENT})*(?:\\.\\*)?)$`);

/**
 * Whether a text is an event pattern: an event type (`project.created`), everything below a name at
 * any depth (`project.*`), or everything (`*`). Types that the catalog does not know are allowed: a
 * receiver may subscribe before the first release that sends them.
 */
export function isEventPattern(text: string): boolean {
  return text.length <= MAX_PATTERN_LENGTH && PATTERN.test(text);
}

/**
 * Makes patterns fast to ask. An empty list means all events. Notices are not among all events: who wants
 * them asks for them by name, `hookline.*` or closer.
 * @example
 * const matches = compilePatterns(['project.*']);
 * matches('project.created'); // true
 * matches('project.members.added'); // true
 * matches('project'); // false
 */
export function compilePatterns(patterns: readonly string[]): (eventType: string) => boolean {
  const all = patterns.length === 0 || patterns.includes('*');
  const exact = new Set(patterns.filter((pattern) => !pattern.endsWith('.*')));
  const prefixes = patterns
    .filter((pattern) => pattern.endsWith('.*'))
    .map((pattern) => pattern.slice(0, -1));
  return (eventType) =>
    (all && !isNoticeType(eventType)) ||
    exact.has(eventType) ||
    prefixes.some((prefix) => eventType.startsWith(prefix));
}

/**
 * Every pattern that has an event type, the type itself first.
 * @example
 * patternsOf('project.members.added');
 * // ['project.members.added', '*', 'project.*', 'project.members.*']
 */
export function patternsOf(eventType: string): string[] {
  const names = eventType.split('.');
  const above = names.slice(1).map((_, index) => `${names.slice(0, index + 1).join('.')}.*`);
  return isNoticeType(eventType) ? [eventType, ...above] : [eventType, '*', ...above];
}

/** The first pattern that has an event type, `*` for an empty list; `undefined` when none has. */
export function matchingPattern(
  patterns: readonly string[],
  eventType: string,
): string | undefined {
  if (patterns.length === 0) return isNoticeType(eventType) ? undefined : '*';
  return patterns.find((pattern) => compilePatterns([pattern])(eventType));
}
