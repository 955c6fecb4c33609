import { type Arrival, LANE_LIMIT } from '../protocol';
import type { Disturbance, Evidence } from './count';
import { countLanes } from './count-lanes';

const arrival = (endpoint: string, number: number, arrivedAt: number, leftAt: number): Arrival => ({
  endpoint,
  number,
  kind: 'group',
  delivery: `${endpoint} ${number}`,
  attempt: 1,
  eventId: 'evt',
  worker: 'worker-1',
  startedAt: arrivedAt,
  skewMs: 0,
  arrivedAt,
  leftAt,
  broken: false,
});

function lanes(arrivals: Arrival[], disturbances: Disturbance[] = []) {
  const ordered = arrivals.filter(({ endpoint }) => endpoint === 'ordered');
  const places = new Map(
    ordered.map(({ delivery, number }) => [delivery, { line: 'a', place: number }]),
  );
  return countLanes({ arrivals, disturbances, places } as unknown as Evidence);
}

describe('countLanes', () => {
  it('finds nothing wrong where each waits for the one before', () => {
    const arrivals = [
      arrival('ordered', 2, 200, 240),
      arrival('ordered', 1, 100, 140),
      arrival('ordered', 1, 150, 190),
      arrival('0', 9, 100, 900),
    ];
    expect(lanes(arrivals)).toEqual({ misordered: 0, overLimit: 0 });
  });

  it('counts what came while one ahead of it was there, or was to come again', () => {
    const arrivals = [
      arrival('ordered', 1, 100, 400),
      arrival('ordered', 2, 200, 240),
      arrival('ordered', 3, 500, 540),
    ];
    expect(lanes(arrivals)).toMatchObject({ misordered: 1 });
    const again = [...arrivals.slice(1), arrival('ordered', 2, 600, 640)];
    expect(lanes(again)).toMatchObject({ misordered: 1 });
  });

  it('counts what was at a limited endpoint beyond its limit, and nothing of lost lives', () => {
    const many = Array.from({ length: LANE_LIMIT + 2 }, (_, number) =>
      arrival('limited', number, 100 + number, 400),
    );
    expect(lanes(many)).toMatchObject({ overLimit: 2 });
    expect(lanes(many, [{ worker: 'worker-1', until: 999 }])).toMatchObject({ overLimit: 0 });
    const inTurn = many.map((one, index) => ({
      ...one,
      arrivedAt: index * 400,
      leftAt: index * 400 + 40,
    }));
    expect(lanes(inTurn)).toMatchObject({ overLimit: 0 });
  });
});
