import { Window } from './window';

describe('Window', () => {
  it('lets as many through as it has places, and more when some arrived', async () => {
    const window = new Window(2);
    await window.room();
    window.take(2);
    let through = false;
    const waiting = window.room().then(() => (through = true));
    await Promise.resolve();
    expect(through).toBe(false);
    window.arrived(1);
    await waiting;
    expect(through).toBe(true);
  });

  it('ignores a count that is older than the last', async () => {
    const window = new Window(1);
    window.take(1);
    window.arrived(1);
    window.arrived(0);
    await expect(window.room()).resolves.toBeUndefined();
  });
});
