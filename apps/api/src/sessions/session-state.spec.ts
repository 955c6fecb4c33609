import {
  durationInSeconds,
  SESSION_STATUSES,
  transition,
  type SessionAction,
  type SessionStatus,
} from './session-state';

const ALLOWED: Record<SessionAction, Partial<Record<SessionStatus, SessionStatus>>> = {
  pause: { ACTIVE: 'PAUSED' },
  resume: { PAUSED: 'ACTIVE' },
  end: { ACTIVE: 'COMPLETED', PAUSED: 'COMPLETED' },
  message: { ACTIVE: 'ACTIVE' },
};

describe('transition', () => {
  const cases = (Object.keys(ALLOWED) as SessionAction[]).flatMap((action) =>
    SESSION_STATUSES.map((status) => ({ action, status, next: ALLOWED[action][status] })),
  );

  it.each(cases)('$action when $status gives $next', ({ action, status, next }) => {
    expect(transition(status, action)).toEqual(
      next === undefined
        ? { allowed: false, reason: expect.stringContaining(status) as string }
        : { allowed: true, status: next },
    );
  });
});

describe('durationInSeconds', () => {
  const startedAt = new Date('2026-01-01T00:00:00.000Z');

  it('counts to the millisecond', () => {
    expect(durationInSeconds(startedAt, new Date('2026-01-01T00:01:01.250Z'))).toBe(61.25);
  });

  it('is never negative, whatever the clocks say', () => {
    expect(durationInSeconds(startedAt, new Date('2025-12-31T23:59:59.000Z'))).toBe(0);
  });
});
