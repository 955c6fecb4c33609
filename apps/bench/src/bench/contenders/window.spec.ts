import { Window } from './window';

describe('Window', () => {
  it('lets as many through as it has places, and more when some arrived', async () => {
    const window = new Window(2);
    await window.take(2);
    let through = 0;
    const waiting = [1, 2].map(() => window.take(1).then(() => (through += 1)));
    await Promise.resolve();
    expect(through).toBe(0);
    window.arrived(1);
    await Promise.race(waiting);
    // A turn of the event loop, in which a second one could slip through.
    await new Promise((resolve) => setImmediate(resolve));
    expect(through).toBe(1);
    window.arrived(2);
    await Promise.all(waiting);
    expect(through).toBe(2);
  });

  it('keeps the places of callers who want them no longer', async () => {
    const window = new Window(1);
    await window.take(1);
    let wanted = true;
    const waiting = [1, 2].map(() => window.take(1, () => wanted));
    wanted = false;
    window.arrived(1);
    expect(await Promise.all(waiting)).toEqual([false, false]);
    expect(await window.take(1)).toBe(true);
  });

  it('ignores a count that is older than the last', async () => {
    const window = new Window(1);
    await window.take(1);
    window.arrived(1);
    window.arrived(0);
    await expect(window.take(1)).resolves.toBe(true);
  });
});
