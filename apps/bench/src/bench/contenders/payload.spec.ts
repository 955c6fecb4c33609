import { benchData, rawBody } from './payload';

describe('rawBody', () => {
  it.each([1_024, 100 * 1_024])('has about %p bytes', (bytes) => {
    expect(Math.abs(Buffer.byteLength(rawBody(bytes)) - bytes)).toBeLessThan(32);
  });

  it('is JSON of the envelope that goes out', () => {
    expect(Object.keys(JSON.parse(rawBody(1_024)) as object)).toEqual([
      'id',
      'type',
      'timestamp',
      'data',
    ]);
  });
});

describe('benchData', () => {
  it('carries the number of the event', () => {
    expect(benchData(7, 1_024)).toMatchObject({ n: 7 });
  });
});
