import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { SystemClock } from '../clock/system-clock';
import { ClockSynchronizer } from './clock-synchronizer';

describe('ClockSynchronizer', () => {
  let db: TestDatabase;

  beforeEach(async () => {
    db = await createTestDatabase();
  });
  afterEach(() => db.drop());

  it('measures the first answer from when it is connected', async () => {
    let connectedAt: number | undefined;
    db.database.pool.once('connect', () => (connectedAt = performance.now()));
    const clock = new SystemClock();
    const readings = jest.spyOn(clock, 'synchronize');
    const synchronizer = new ClockSynchronizer(db.database, clock);
    await synchronizer.onModuleInit();
    synchronizer.stop();
    expect(connectedAt).toBeDefined();
    expect(readings).toHaveBeenCalledTimes(1);
    const [[databaseNow, sentAt] = []] = readings.mock.calls;
    expect(sentAt).toBeGreaterThanOrEqual(connectedAt ?? NaN);
    // One server, one clock: what is read is the time of this machine.
    expect(Math.abs(Number(databaseNow) - Date.now())).toBeLessThan(60_000);
  });
});
