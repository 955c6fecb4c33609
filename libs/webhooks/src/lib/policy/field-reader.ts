import { ValidationFailedError, type FieldIssue } from '../common/errors/validation-failed.error';

interface NumberRule {
  min: number;
  max: number;
  integer?: boolean;
  /** Taken when the field is absent; without it the field is required. */
  default?: number;
}

/**
 * Reads the fields of an object that came as JSON and gathers every issue, so that a caller learns
 * of all of them at once. A field that nobody asked for is an issue too: it is most often a typo.
 */
export class FieldReader {
  private readonly issues: FieldIssue[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly source: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  number(name: string, rule: NumberRule): number {
    const value = this.value(name);
    if (value === undefined && rule.default !== undefined) return rule.default;
    if (isWithin(value, rule)) return value;
    const kind = rule.integer === true ? 'a whole number' : 'a number';
    this.refuse(name, `must be ${kind} from ${rule.min} to ${rule.max}`);
    return rule.min;
  }

  numbers(name: string, rule: NumberRule, length: { min: number; max: number }): number[] {
    const value = this.value(name);
    const fits = Array.isArray(value) && value.length >= length.min && value.length <= length.max;
    if (fits && value.every((item: unknown) => isWithin(item, rule))) return [...value];
    this.refuse(
      name,
      `must be a list of ${length.min} to ${length.max} whole numbers from ${rule.min} to ${rule.max}`,
    );
    return [];
  }

  choice<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: Choice,
  ): Choice {
    const value = this.value(name);
    if (value === undefined) return fallback;
    const choice = choices.find((each) => each === value);
    if (choice === undefined) this.refuse(name, `must be one of ${choices.join(', ')}`);
    return choice ?? fallback;
  }

  /** The field as it came; it counts as asked for. */
  value(name: string): unknown {
    this.seen.add(name);
    return Object.hasOwn(this.source, name) ? this.source[name] : undefined;
  }

  refuse(name: string, message: string): void {
    this.issues.push({ field: `${this.path}.${name}`, message });
  }

  /** @throws ValidationFailedError when there was any issue */
  finish(): void {
    for (const name of Object.keys(this.source)) {
      if (!this.seen.has(name)) this.refuse(name.slice(0, 64), 'is not a known field');
    }
    if (this.issues.length > 0) throw new ValidationFailedError(this.issues);
  }
}

function isWithin(value: unknown, rule: NumberRule): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (rule.integer === true && !Number.isInteger(value)) return false;
  return value >= rule.min && value <= rule.max;
}
