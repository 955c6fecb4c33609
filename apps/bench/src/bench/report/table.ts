import { figureOf, type Row, verdictOf } from './row';

const HEAD = ['', 'median', 'from – to', 'good', 'aim', ''];
const WORDS = { aim: 'aim reached', good: 'good', below: 'below', none: '' } as const;

/** Three figures that count: 0.274, 4.18, 12.5, 1690. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return size >= 1 ? value.toFixed(2) : value.toFixed(3);
}

function withUnit(value: number, unit: Row['unit']): string {
  const figure = formatFigure(value);
  if (unit === '×') return figure;
  return unit === '/s' ? `${figure}/s` : `${figure} ${unit}`;
}

function target(value: number | null, { better }: Row): string {
  if (value === null) return '';
  return `${better === 'more' ? '≥' : '≤'} ${formatFigure(value)}`;
}

function cellsOf(row: Row): string[] {
  const lowest = formatFigure(Math.min(...row.values));
  const highest = formatFigure(Math.max(...row.values));
  return [
    row.title,
    withUnit(figureOf(row), row.unit),
    row.values.length === 1 ? '' : `${lowest} – ${highest}`,
    target(row.good, row),
    target(row.aim, row),
    WORDS[verdictOf(row)],
  ];
}

/** The figures in columns, with their targets beside them, and what each comes from below it. */
export function formatTable(rows: readonly Row[]): string[] {
  const cells = rows.map(cellsOf);
  const widths = HEAD.map((_, column) =>
    Math.max(...[HEAD, ...cells].map((line) => line[column]?.length ?? 0)),
  );
  const line = (values: readonly string[]): string =>
    values
      .map((value, column) =>
        column === 0 || column === HEAD.length - 1
          ? value.padEnd(widths[column] ?? 0)
          : value.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const details = rows.map(({ detail }) => (detail === '' ? [] : [`    ${detail}`]));
  return [
    line(HEAD),
    ...cells.flatMap((values, index) => [line(values), ...(details[index] ?? [])]),
  ];
}
