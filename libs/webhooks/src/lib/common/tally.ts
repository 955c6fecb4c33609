/** One combination of labels, and how often it occurred. */
export interface TallySeries {
  labels: Record<string, string>;
  count: number;
}

/**
 * Counts combinations of labels, of which all values are known beforehand: there is a place for each
 * from the start, so that counting makes no objects. A value that is not among them counts as the last
 * one of its label, and no input can make more series.
 */
export class Tally {
  private readonly names: readonly string[];
  private readonly values: readonly (readonly string[])[];
  private readonly places: readonly ReadonlyMap<string, number>[];
  private readonly counts: Float64Array;

  /** @param labels the values of each label, at most three labels */
  constructor(labels: Readonly<Record<string, readonly string[]>>) {
    this.names = Object.keys(labels);
    this.values = Object.values(labels);
    this.places = this.values.map(
      (values) => new Map(values.map((value, place) => [value, place])),
    );
    this.counts = new Float64Array(this.values.reduce((size, { length }) => size * length, 1));
  }

  /** Counts `count` of the values of the labels, in their order. */
  add(count: number, first: string, second = '', third = ''): void {
    let place = this.placeOf(0, first);
    if (this.values.length > 1) place = this.placeOf(1, second, place);
    if (this.values.length > 2) place = this.placeOf(2, third, place);
    this.counts[place] = (this.counts[place] ?? 0) + count;
  }

  /**
   * What was counted. With one label also what never occurred: a rate needs the zero before the first
   * one. Of several labels most combinations never occur.
   */
  series(): TallySeries[] {
    const all = Array.from(this.counts, (count, place) => ({
      labels: this.labelsAt(place),
      count,
    }));
    return this.names.length === 1 ? all : all.filter(({ count }) => count > 0);
  }

  private placeOf(label: number, value: string, before = 0): number {
    const size = this.values[label]?.length ?? 1;
    return before * size + (this.places[label]?.get(value) ?? size - 1);
  }

  private labelsAt(place: number): Record<string, string> {
    const labels: Record<string, string> = {};
    let stride = this.counts.length;
    this.names.forEach((name, label) => {
      const values = this.values[label] ?? [];
      stride /= values.length;
      labels[name] = values[Math.floor(place / stride) % values.length] ?? '';
    });
    return labels;
  }
}
