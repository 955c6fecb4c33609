import { performance } from 'node:perf_hooks';
import { SystemClock } from './system-clock';

describe('SystemClock', () => {
  it('takes over the time of the database', () => {
    const clock = new SystemClock();
    const databaseNow = Date.parse('2030-01-01T00:00:00Z');
    clock.synchronize(databaseNow, performance.now());
    expect(Math.abs(clock.now() - databaseNow)).toBeLessThan(500);
  });

  it('does not believe an answer that took too long', () => {
    const clock = new SystemClock();
    clock.synchronize(Date.parse('2030-01-01T00:00:00Z'), performance.now() - 600_000);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(500);
  });
});
