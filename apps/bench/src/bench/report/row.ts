import { median } from './statistics';

/** A line of the report: one figure, from each round. */
export interface Row {
  /** The scenario's name, as `--scenario` takes it. */
  scenario: string;
  title: string;
  /** `×` for a ratio. */
  unit: '×' | '/s' | 'MB' | 'at once';
  /** One value for each round; the median counts. */
  values: number[];
  /** Whether more of it is better, or less. */
  better: 'more' | 'less';
  good: number | null;
  aim: number | null;
  /** What the figure comes from, in absolute numbers. */
  detail: string;
}

/** How a figure stands to its targets. */
export type Verdict = 'aim' | 'good' | 'below' | 'none';

/** The figure that counts. */
export function figureOf({ values }: Row): number {
  return median(values);
}

/** Judges the median. */
export function verdictOf(row: Row): Verdict {
  const reaches = (target: number | null): boolean => {
    if (target === null) return false;
    const figure = figureOf(row);
    return row.better === 'more' ? figure >= target : figure <= target;
  };
  if (row.good === null && row.aim === null) return 'none';
  if (reaches(row.aim)) return 'aim';
  return reaches(row.good) ? 'good' : 'below';
}
