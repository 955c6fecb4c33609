import { Gatherer } from './gatherer';

/** Work that the test ends, call by call. */
function heldWork() {
  const calls: { items: number[]; end: () => void }[] = [];
  const work = (items: number[]): Promise<void> => new Promise((end) => calls.push({ items, end }));
  return { calls, work };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Gatherer', () => {
  it('gathers what comes while a call is under way', async () => {
    const { calls, work } = heldWork();
    const gatherer = new Gatherer(10, work);
    gatherer.add([1]);
    gatherer.add([2, 3]);
    gatherer.add([4]);
    expect(calls.map(({ items }) => items)).toEqual([[1]]);
    calls[0]?.end();
    await turn();
    expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
  });

  it('starts again after it was idle', async () => {
    const { calls, work } = heldWork();
    const gatherer = new Gatherer(10, work);
    gatherer.add([1]);
    calls[0]?.end();
    await turn();
    gatherer.add([2]);
    expect(calls.map(({ items }) => items)).toEqual([[1], [2]]);
  });

  it('drops what does not fit', async () => {
    const { calls, work } = heldWork();
    const gatherer = new Gatherer(2, work);
    gatherer.add([1]);
    gatherer.add([2, 3, 4]);
    gatherer.add([5]);
    calls[0]?.end();
    await turn();
    expect(calls[1]?.items).toEqual([2, 3]);
  });
});
