/** What jest gives a matcher, as far as it is used here. */
export interface MatcherContext {
  isNot?: boolean;
  equals(one: unknown, other: unknown, testers?: unknown[]): boolean;
  utils: {
    printReceived(value: unknown): string;
    printExpected(value: unknown): string;
    subsetEquality: unknown;
  };
}

/** What a matcher answers. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}
