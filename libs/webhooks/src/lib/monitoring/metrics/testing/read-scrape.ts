/** A scrape by its lines: `name{label="value"}` to the value. */
export function readScrape(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const split = line.lastIndexOf(' ');
      return [line.slice(0, split), Number(line.slice(split + 1))];
    }),
  );
}

/** The lines of one metric, without its name: by their labels, as `a="1",b="2"`. */
export function seriesOf(text: string, name: string): Record<string, number> {
  const found = [...readScrape(text)].filter(([key]) => key === name || key.startsWith(`${name}{`));
  return Object.fromEntries(
    found.map(([key, value]) => [key.slice(name.length).replace(/[{}]/g, ''), value]),
  );
}
