import { MS_PER_DAY } from '../common/durations';
import { earliestExpiry, isExpired } from './retention';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const windows = { deliveryDays: 30, deadLetterDays: 90 };
const ended = (status: string, days: number) => ({ status, completedAt: NOW - days * MS_PER_DAY });

describe('isExpired', () => {
  it('keeps each status for its time', () => {
    expect(isExpired(ended('delivered', 29.9), windows, NOW)).toBe(false);
    expect(isExpired(ended('delivered', 30), windows, NOW)).toBe(true);
    expect(isExpired(ended('cancelled', 30), windows, NOW)).toBe(true);
    expect(isExpired(ended('dead_letter', 89.9), windows, NOW)).toBe(false);
    expect(isExpired(ended('dead_letter', 90), windows, NOW)).toBe(true);
  });

  it('never lets go of what is live', () => {
    expect(isExpired({ status: 'pending', completedAt: null }, windows, NOW)).toBe(false);
    expect(isExpired({ status: 'retrying', completedAt: null }, windows, NOW)).toBe(false);
  });
});

describe('earliestExpiry', () => {
  it('goes by the shorter time', () => {
    expect(earliestExpiry(windows, NOW)).toBe(NOW - 30 * MS_PER_DAY);
    expect(earliestExpiry({ deliveryDays: 30, deadLetterDays: 7 }, NOW)).toBe(NOW - 7 * MS_PER_DAY);
  });
});
