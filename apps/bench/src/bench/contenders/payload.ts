/** Bytes of an envelope that are not the filling. */
const ENVELOPE_BYTES = 140;

/** What an event carries: its number, and enough to reach a size. */
export interface BenchData {
  n: number;
  filling: string;
}

/** The data of an event whose envelope has about `bytes` bytes. */
export function benchData(number: number, bytes: number): BenchData {
  return { n: number, filling: filling(bytes) };
}

/** An envelope as the raw contenders send it: of the same form and size as Hookline's. */
export function rawBody(bytes: number): string {
  return JSON.stringify({
    id: `evt_${'0'.repeat(26)}`,
    type: 'bench.happened',
    timestamp: new Date(0).toISOString(),
    data: benchData(0, bytes),
  });
}

const fillings = new Map<number, string>();

function filling(bytes: number): string {
  let text = fillings.get(bytes);
  if (text === undefined) {
    // A joined string is a tree until it is read; each event should find it flat.
    text = Buffer.alloc(Math.max(0, bytes - ENVELOPE_BYTES), 'hookline ').toString('latin1');
    fillings.set(bytes, text);
  }
  return text;
}
