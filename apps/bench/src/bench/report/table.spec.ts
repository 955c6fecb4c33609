import { type Row, verdictOf } from './row';
import { formatFigure, formatTable } from './table';

const row = (fields: Partial<Row> = {}): Row => ({
  scenario: 'fan-out-10',
  title: 'one process, fan-out 10',
  unit: '×',
  values: [0.2, 0.31, 0.4],
  better: 'more',
  good: 0.3,
  aim: 0.45,
  detail: '',
  ...fields,
});

describe('verdictOf', () => {
  it.each([
    ['below', [0.29]],
    ['good', [0.3]],
    ['aim', [0.45]],
  ])('is "%s" for more is better and %p', (verdict, values) => {
    expect(verdictOf(row({ values }))).toBe(verdict);
  });

  it.each([
    ['below', [4.6]],
    ['good', [4.5]],
    ['aim', [3.5]],
  ])('is "%s" for less is better and %p', (verdict, values) => {
    expect(verdictOf(row({ values, better: 'less', good: 4.5, aim: 3.5 }))).toBe(verdict);
  });

  it('judges the median, not the best round', () => {
    expect(verdictOf(row({ values: [0.1, 0.2, 0.9] }))).toBe('below');
  });

  it('is "none" without targets', () => {
    expect(verdictOf(row({ good: null, aim: null }))).toBe('none');
  });
});

describe('formatFigure', () => {
  it.each([
    [0.27445, '0.274'],
    [4.178, '4.18'],
    [12.54, '12.5'],
    [1690.4, '1690'],
    [NaN, '-'],
  ])('writes %p as %p', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });
});

describe('formatTable', () => {
  it('shows median, spread, targets and verdict in columns', () => {
    const lines = formatTable([
      row({ detail: '8494/s' }),
      row({ title: 'memory', unit: 'MB', values: [30], better: 'less', good: 80, aim: 40 }),
    ]);
    expect(lines).toEqual([
      '                          median      from – to     good      aim',
      'one process, fan-out 10    0.310  0.200 – 0.400  ≥ 0.300  ≥ 0.450  good',
      '    8494/s',
      'memory                   30.0 MB                  ≤ 80.0   ≤ 40.0  aim reached',
    ]);
  });
});
